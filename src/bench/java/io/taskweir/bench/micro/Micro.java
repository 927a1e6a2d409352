package io.taskweir.bench.micro;

import io.taskweir.deploy.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import javax.annotation.Nullable;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks of this package, each in a JVM of its own. */
public final class Micro {

  private static final int WARM_UPS = 5;
  private static final int MEASURES = 5;
  private static final TimeValue EACH = TimeValue.seconds(2);

  private Micro() {}

  /**
   * Runs those whose name one of {@code only} is found in, or all; JMH prints what it measures.
   *
   * @param output where its JSON goes; null for nowhere
   */
  public static void run(Set<String> only, @Nullable Path output) throws IOException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(1)
            .warmupIterations(WARM_UPS)
            .warmupTime(EACH)
            .measurementIterations(MEASURES)
            .measurementTime(EACH)
            .shouldFailOnError(true)
            .jvmArgsAppend("-Xmx1g");
    only.forEach(options::include);
    if (output != null) {
      options.resultFormat(ResultFormatType.JSON).result(output.toString());
    }
    try {
      var unused = new Runner(options.build()).run();
    } catch (NoBenchmarksException e) {
      throw new UsageException("--only: no benchmark has one of " + only + " in its name");
    } catch (RunnerException e) {
      throw new IOException("a benchmark failed: " + e.getMessage(), e);
    }
  }
}
