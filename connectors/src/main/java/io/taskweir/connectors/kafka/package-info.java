/**
 * Kafka as Taskweir uses it: bytes in, one transactional sink out, the topics and their limits, and
 * plain clients to feed a topic and to read one.
 */
package io.taskweir.connectors.kafka;
