/** What is hot, alone: each a JMH benchmark, for {@code ./taskweir bench micro}. */
package io.taskweir.bench.micro;
