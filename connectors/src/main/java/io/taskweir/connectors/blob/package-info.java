/** Where large bytes lie once: the blob store on Flink's file systems. */
package io.taskweir.connectors.blob;
