/**
 * All that an adopter depends on: the task contract, the stage, the join. It knows no workflow and
 * no outside system; Flink's internal classes stay in {@code internal}.
 */
package io.taskweir.engine;
