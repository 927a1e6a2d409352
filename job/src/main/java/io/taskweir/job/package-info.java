/**
 * The maps: a class per workflow, its configuration, and {@link io.taskweir.job.Main}. Wiring only;
 * what happens to an item is decided in the functions.
 */
package io.taskweir.job;
