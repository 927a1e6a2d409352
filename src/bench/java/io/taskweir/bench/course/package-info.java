/**
 * What a contestant runs in: a JVM of its own, with the input's place, the output's place and a
 * meter that is the same for all.
 */
package io.taskweir.bench.course;
