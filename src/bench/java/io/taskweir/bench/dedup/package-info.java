/** The first of each key: a stage, the same by hand, and Flink SQL's keep-first. */
package io.taskweir.bench.dedup;
