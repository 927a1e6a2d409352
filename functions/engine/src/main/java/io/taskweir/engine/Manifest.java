package io.taskweir.engine;

import java.util.List;

/**
 * What a stage that fans out announces to a join: what it parks there, and which children to
 * expect.
 *
 * @param parked the stage's result; it waits at the join under the run's key
 * @param children every child that went to a typed output
 */
public record Manifest<M>(M parked, List<Child> children) {

  /**
   * An announced child.
   *
   * @param output the output that it left by
   * @param id its task id, 32 hex digits
   */
  public record Child(String output, String id) {}
}
