package io.taskweir.bench.course;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.annotation.Nullable;
import one.profiler.AsyncProfiler;

/**
 * A flame graph of where this JVM's processor time goes, by async-profiler: a page for a browser,
 * and beside it the same stacks as lines of text. The profiler itself costs a few percent, so a
 * heat that is drawn is not measured.
 */
final class Flame implements AutoCloseable {

  private static final String START = "start,event=itimer,interval=1ms,cstack=vm";

  @Nullable private final String file;
  private final ScheduledExecutorService starter = Executors.newSingleThreadScheduledExecutor();
  @Nullable private Future<String> started;

  private Flame(@Nullable String file) {
    this.file = file;
  }

  /** Draws after the warm-up, where the course asks for it. */
  static Flame of(Course course) {
    var flame = new Flame(course.flame());
    if (course.flame() != null) {
      AsyncProfiler profiler = AsyncProfiler.getInstance();
      flame.started =
          flame.starter.schedule(
              () -> profiler.execute(START),
              (long) (1_000 * course.warmUpSeconds()),
              TimeUnit.MILLISECONDS);
    }
    return flame;
  }

  @Override
  public void close() throws Exception {
    starter.shutdownNow();
    if (started != null) {
      started.get();
      AsyncProfiler profiler = AsyncProfiler.getInstance();
      profiler.execute("dump,collapsed,file=" + file + ".txt");
      profiler.execute("stop,file=" + file + ".html");
    }
  }
}
