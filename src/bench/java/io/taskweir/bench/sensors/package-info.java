/** Windows of an hour over the readings of many sensors. */
package io.taskweir.bench.sensors;
