/**
 * The verb {@code bench}: races between Taskweir and what else does the same work. Each contestant
 * is a program in a JVM of its own, on one broker, over one input; see {@link
 * io.taskweir.bench.Suite} for all of them.
 */
package io.taskweir.bench;
