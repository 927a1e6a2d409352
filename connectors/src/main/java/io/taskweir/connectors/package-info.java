/**
 * The outside world: Kafka, blobs and files. Implements the ports that {@code io.taskweir.state}
 * declares and knows no other room.
 */
package io.taskweir.connectors;
