/**
 * What {@code trace} shows: one run as a tree of tasks, put together from its audit, dead letters,
 * results and logs.
 */
package io.taskweir.deploy.trace;
