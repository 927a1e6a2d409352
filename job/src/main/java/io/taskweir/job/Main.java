package io.taskweir.job;

import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The entry point of the job's jar: {@code flink run JAR WORKFLOW [--config FILE] [--set
 * key=value]...}.
 */
public final class Main {

  private Main() {}

  /** Builds the workflow and hands it to the cluster. */
  public static void main(String[] arguments) throws Exception {
    start(arguments).execute();
  }

  /**
   * The environment with the workflow's graph in it. What an operator got wrong is thrown as the
   * exception that Flink's command line shows as its message alone, in one line.
   */
  static StreamExecutionEnvironment start(String[] arguments) {
    try {
      CommandLine line = CommandLine.parse(arguments);
      JobConfig config = JobConfig.read(line.config(), line.settings());
      StreamExecutionEnvironment environment = Environment.create(config);
      environment.configure(named(line.workflow()));
      new KafkaEdges(line.workflow().label(), config).requireReaders(environment.getParallelism());
      line.workflow().build(environment, config);
      Environment.refuseWithoutCheckpoints(environment);
      return environment;
    } catch (ConfigException e) {
      throw new ProgramParametrizationException(e.getMessage());
    }
  }

  private static Configuration named(ShippedWorkflow workflow) {
    return new Configuration().set(PipelineOptions.NAME, "taskweir-" + workflow.label());
  }
}
