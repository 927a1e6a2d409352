package io.taskweir.deploy;

import io.taskweir.connectors.kafka.TopicPlan;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.job.ConfigException;
import io.taskweir.job.ShippedWorkflow;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import javax.annotation.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code topics WORKFLOW}: the topics of a workflow, in words or on a broker. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Print or create the topics of a workflow. What exists is never changed.")
final class TopicsOf implements Callable<Integer> {

  @Parameters(paramLabel = "WORKFLOW", description = "Such as email.")
  String workflow;

  @ArgGroup(multiplicity = "1")
  What what;

  @Nullable
  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "The brokers, HOST:PORT[,HOST:PORT]...; needed by --create.")
  String kafka;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of the busy topics. Default: ${DEFAULT-VALUE}.")
  int partitions = Topics.DEFAULT_PARTITIONS;

  @Nullable
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "A file of options; its kafka.* settings (TLS, SASL) reach the client.")
  Path config;

  /** One of the two. */
  static final class What {
    @Option(names = "--print", description = "Print name, partitions and retention of each topic.")
    boolean print;

    @Option(names = "--create", description = "Create the topics that are missing.")
    boolean create;
  }

  @Override
  public Integer call() throws Exception {
    if (partitions < 1) {
      throw new UsageException("--partitions " + partitions + ": expected 1 or more");
    }
    List<TopicPlan> plans = plans();
    if (what.print) {
      System.out.print(Topics.table(plans));
      return 0;
    }
    if (kafka == null) {
      throw new UsageException("--create needs --kafka HOST:PORT");
    }
    Topics.create(Origin.clients(kafka, config), plans).forEach(System.out::println);
    return 0;
  }

  private List<TopicPlan> plans() {
    try {
      return Topics.of(ShippedWorkflow.named(workflow).label(), partitions);
    } catch (ConfigException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
