/** Files of mail, one message at a time, on their way into Kafka. */
package io.taskweir.connectors.files;
