/**
 * A real cluster on one machine: a Kafka broker, a Flink JobManager and TaskManagers as processes
 * of their own, all on loopback, watched by a supervisor.
 */
package io.taskweir.deploy.cluster;
