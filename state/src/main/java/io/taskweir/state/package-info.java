/**
 * What Flink keeps and what every room speaks: records, ids, descriptors, lifetimes, and the ports
 * through which stages reach the outside world. It knows no other room.
 */
package io.taskweir.state;
