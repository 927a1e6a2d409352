package io.taskweir.deploy.flink;

import java.util.List;
import javax.annotation.Nullable;

/**
 * How a job was started, kept on the machine that did it, so that an upgrade knows what to go back
 * to.
 *
 * @param job Flink's id of it
 * @param workflow which workflow
 * @param jar a copy of its jar
 * @param arguments of its main class; no secret is among them
 * @param parallelism of its stages
 * @param from the savepoint or checkpoint that it began with; null for none
 */
record Submission(
    String job,
    String workflow,
    String jar,
    List<String> arguments,
    int parallelism,
    @Nullable String from) {}
