/** The race {@code email}: a message and all that is asked of it. */
package io.taskweir.bench.email;
