package io.taskweir.connectors.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The catalogue of topics. Retention is how long work can be replayed; blobs and claims must
 * outlive it. Partitions bound the readers of a topic, and can be added to later only where no
 * order by key is promised.
 */
public final class Topics {

  /** The topic of settings, shared by all workflows. */
  public static final String SETTINGS = "taskweir.settings";

  /** The kind of topic in which people say what they hold results for. */
  public static final String FEEDBACK = "feedback";

  /** Partitions of a busy topic where nobody says otherwise. */
  public static final int DEFAULT_PARTITIONS = 12;

  /** What a dead letter names must live as long as it. */
  public static final Duration LONGEST_RETENTION = Duration.ofDays(90);

  private static final Duration LOAD_RETENTION = Duration.ofDays(90);

  /** The workflow whose results people judge. */
  private static final String JUDGED = "email";

  private static final String LAST_PER_KEY = "last per key";
  private static final int QUIET_PARTITIONS = 3;

  private Topics() {}

  /** Topic {@code taskweir.<workflow>.<kind>}. */
  public static String name(String workflow, String kind) {
    return "taskweir." + workflow + "." + kind;
  }

  /** The topics of {@code workflow}, those under load with {@code partitions} partitions. */
  public static List<TopicPlan> of(String workflow, int partitions) {
    List<TopicPlan> plans = new ArrayList<>(common(workflow, partitions));
    if (workflow.equals(JUDGED)) {
      plans.add(
          kept(name(workflow, FEEDBACK), quietly(partitions), 30, "what people say, by digest"));
    }
    return List.copyOf(plans);
  }

  private static List<TopicPlan> common(String workflow, int partitions) {
    int quiet = quietly(partitions);
    return List.of(
        kept(name(workflow, "in"), partitions, 7, "what comes in, by the producer's key"),
        kept(name(workflow, "results"), partitions, 30, "results, by result id"),
        kept(
            name(workflow, "dead-letters"),
            quiet,
            (int) LONGEST_RETENTION.toDays(),
            "failed tasks, by task id"),
        kept(name(workflow, "audit"), partitions, 30, "an event a task, by root"),
        kept(name(workflow, "loop"), partitions, 7, "recursion, by the stage's key"),
        kept(name(workflow, "redrive"), quiet, 7, "dead letters sent back, by the stage's key"),
        load(workflow),
        new TopicPlan(
            SETTINGS,
            1,
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT),
            "settings of all workflows, by name"));
  }

  private static int quietly(int partitions) {
    return Math.min(partitions, QUIET_PARTITIONS);
  }

  /**
   * The topic of a workflow's load: a line a tenant and window, where the newest of a window counts
   * and old windows go. One partition, since it is small, and a reader wants it in order.
   */
  public static TopicPlan load(String workflow) {
    return new TopicPlan(
        name(workflow, "load"),
        1,
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            Long.toString(LOAD_RETENTION.toMillis())),
        "concurrency, by tenant and window");
  }

  /**
   * The topics that are on the brokers.
   *
   * @throws IOException in one line where the brokers do not answer or refuse
   */
  public static Set<String> present(KafkaClients clients) throws IOException {
    try (KafkaAdmin admin = KafkaAdmin.connect(clients)) {
      return admin.topics();
    }
  }

  /** The topics of {@code workflow} with {@value #DEFAULT_PARTITIONS} partitions under load. */
  public static List<TopicPlan> of(String workflow) {
    return of(workflow, DEFAULT_PARTITIONS);
  }

  /** The plans as a table, a line a topic under a line of titles. */
  public static String table(List<TopicPlan> plans) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("TOPIC", "PARTITIONS", "KEEPS", "HOLDS"));
    for (TopicPlan plan : plans) {
      rows.add(
          List.of(plan.name(), Integer.toString(plan.partitions()), keeps(plan), plan.holds()));
    }
    int topicWidth = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0);
    StringBuilder table = new StringBuilder();
    for (List<String> row : rows) {
      String format = "%-" + topicWidth + "s  %10s  %-18s  %s%n";
      table.append(format.formatted(row.toArray()));
    }
    return table.toString();
  }

  /**
   * Creates what is missing; what exists is compared and left as it is.
   *
   * @return a line a topic: created, exists, or how it differs from its plan
   * @throws IOException in one line where the brokers do not answer or refuse
   */
  public static List<String> create(KafkaClients clients, List<TopicPlan> plans)
      throws IOException {
    try (KafkaAdmin admin = KafkaAdmin.connect(clients)) {
      Set<String> present = admin.topics();
      List<String> lines = new ArrayList<>();
      for (TopicPlan plan : plans) {
        boolean created = !present.contains(plan.name()) && admin.create(plan.toCreate());
        lines.add(plan.name() + ": " + (created ? "created" : compared(admin, plan)));
      }
      admin.awaitKnown(plans.stream().map(TopicPlan::name).toList());
      return lines;
    }
  }

  /**
   * Refuses to go on where topics are missing.
   *
   * @throws IOException in one line that names them and how they are made
   */
  public static void require(KafkaClients clients, List<String> names) throws IOException {
    try (KafkaAdmin admin = KafkaAdmin.connect(clients)) {
      require(admin, clients.bootstrap(), names);
    }
  }

  static void require(KafkaAdmin admin, String bootstrap, List<String> names) throws IOException {
    Set<String> present = admin.topics();
    List<String> missing = names.stream().filter(name -> !present.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw new IOException(
          "no topic %s at %s; create it with ./taskweir topics %s --create --kafka %s"
              .formatted(
                  String.join(", ", missing), bootstrap, workflowOf(missing.get(0)), bootstrap));
    }
  }

  private static String workflowOf(String topic) {
    String[] parts = topic.split("\\.", -1);
    return parts.length == 3 ? parts[1] : "WORKFLOW";
  }

  private static String compared(KafkaAdmin admin, TopicPlan plan) throws IOException {
    List<String> names = List.of(plan.name());
    int partitions = admin.partitions(names).get(plan.name());
    Map<String, ConfigEntry> settings = admin.configs(names).get(plan.name());
    List<String> differences = new ArrayList<>();
    if (partitions != plan.partitions()) {
      differences.add(partitions + " partitions instead of " + plan.partitions());
    }
    plan.settings()
        .forEach(
            (key, value) -> {
              String actual = settings.get(key).value();
              if (!value.equals(actual)) {
                differences.add(key + " " + actual + " instead of " + value);
              }
            });
    return differences.isEmpty() ? "exists" : "exists with " + String.join(", ", differences);
  }

  private static TopicPlan kept(String name, int partitions, int days, String holds) {
    String retention = Long.toString(Duration.ofDays(days).toMillis());
    Map<String, String> settings =
        Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            retention);
    return new TopicPlan(name, partitions, settings, holds);
  }

  private static String keeps(TopicPlan plan) {
    String retention = plan.settings().get(TopicConfig.RETENTION_MS_CONFIG);
    if (retention == null) {
      return LAST_PER_KEY;
    }
    String age = Duration.ofMillis(Long.parseLong(retention)).toDays() + " d";
    String policy = plan.settings().get(TopicConfig.CLEANUP_POLICY_CONFIG);
    return policy.contains(TopicConfig.CLEANUP_POLICY_COMPACT) ? LAST_PER_KEY + ", " + age : age;
  }
}
