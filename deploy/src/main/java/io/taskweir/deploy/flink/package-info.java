/** A Flink cluster, near or far, by its REST: what it runs, and how jobs are put on it and off. */
package io.taskweir.deploy.flink;
