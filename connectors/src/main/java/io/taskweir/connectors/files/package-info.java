/** Files of mail, one message at a time, and of readings, by time, on their way into Kafka. */
package io.taskweir.connectors.files;
