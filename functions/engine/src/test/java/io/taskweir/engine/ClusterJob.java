package io.taskweir.engine;

import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;

/** Bounded jobs on a small cluster inside the test, with the settings of a real one. */
final class ClusterJob {

  /** How many subtasks each stage has. */
  static final int PARALLELISM = 2;

  private ClusterJob() {}

  /** A cluster with a slot for each subtask. */
  static MiniClusterExtension cluster() {
    Configuration settings = new Configuration();
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
    return new MiniClusterExtension(
        new MiniClusterResourceConfiguration.Builder()
            .setConfiguration(settings)
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(PARALLELISM)
            .build());
  }

  /** A job in which nothing may fall to Kryo and every operator must have a uid. */
  static StreamExecutionEnvironment environment() {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.MAX_PARALLELISM, StageHarness.MAX_PARALLELISM);
    StreamExecutionEnvironment job = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    job.setParallelism(PARALLELISM);
    return job;
  }

  /** Runs the job to its end and returns what {@code stream} said. */
  static <T> List<T> run(DataStream<T> stream) throws Exception {
    List<T> said = new java.util.ArrayList<>();
    try (CloseableIterator<T> iterator = stream.executeAndCollect()) {
      iterator.forEachRemaining(said::add);
    }
    return said;
  }
}
