package io.taskweir.bench.course;

import java.nio.file.Path;

/**
 * The process of a contestant: {@code Heat PROGRAM COURSE-FILE MEASURE-FILE}. It ends with the
 * program, and the measure is written only where that has done all of its work.
 */
public final class Heat {

  private Heat() {}

  /** Runs a program under the meter. */
  public static void main(String[] arguments) throws Exception {
    Course course = Course.read(Path.of(arguments[1]));
    Program program =
        Class.forName(arguments[0])
            .asSubclass(Program.class)
            .getDeclaredConstructor()
            .newInstance();
    try (Meter meter = Meter.start(course.input());
        Flame unused = Flame.of(course)) {
      Checkpoints checkpoints = program.run(course);
      meter
          .measure(course.records(), course.warmUpSeconds(), checkpoints)
          .write(Path.of(arguments[2]));
    }
    System.exit(0);
  }
}
