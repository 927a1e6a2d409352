package io.taskweir.deploy.cluster;

import java.util.List;

/**
 * How a process is started.
 *
 * @param name what it is, such as {@code taskmanager-1}
 * @param command program and arguments
 */
record ProcessPlan(String name, List<String> command) {}
