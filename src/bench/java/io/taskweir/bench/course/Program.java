package io.taskweir.bench.course;

/** What a contestant does: all of its input, once, until its answer is committed. */
@FunctionalInterface
public interface Program {

  /**
   * Runs to the end of the input.
   *
   * @return what its checkpoints were
   */
  Checkpoints run(Course course) throws Exception;
}
