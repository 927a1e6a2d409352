/** One stage with a trivial task, and the same by hand. */
package io.taskweir.bench.stage;
