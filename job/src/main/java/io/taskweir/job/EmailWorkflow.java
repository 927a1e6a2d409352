package io.taskweir.job;

import io.taskweir.email.AnalyzeAttachment;
import io.taskweir.email.Attachment;
import io.taskweir.email.Confusion;
import io.taskweir.email.CountFeedback;
import io.taskweir.email.Decide;
import io.taskweir.email.Digest;
import io.taskweir.email.EmailSettingsSchema;
import io.taskweir.email.FeedbackChange;
import io.taskweir.email.Finding;
import io.taskweir.email.JoinFeedback;
import io.taskweir.email.Link;
import io.taskweir.email.Mail;
import io.taskweir.email.Opinion;
import io.taskweir.email.ParseMail;
import io.taskweir.email.ReadFeedback;
import io.taskweir.email.Verdict;
import io.taskweir.email.WriteDigest;
import io.taskweir.engine.StageStreams;
import io.taskweir.engine.Workflow;
import io.taskweir.state.BlobStore;
import io.taskweir.state.Content;
import io.taskweir.state.Setting;
import io.taskweir.state.SinkRecord;
import io.taskweir.state.SourceRecord;
import io.taskweir.state.Task;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Messages to verdicts.
 *
 * <pre>
 * mail-in -> receive-mail -> parse-mail -+-> analyze-text -------+
 *                                        +-> analyze-link -------+-> decide -+-> kafka-out
 *                                        +-> analyze-attachment -+           +-> digest -> kafka-out
 *                                        +-> analyze-sender -----+           |
 *                         settings-in ---+-> classify-mail ------+           |
 *                                        +-> (manifest) ---------+           v
 * feedback-in -> receive-feedback -> read-feedback ------------------> join-feedback -> count-feedback -> kafka-out
 * </pre>
 *
 * <p>A message is processed once by its digest; a link is judged once for all tenants, an
 * attachment once for each. The model that classifies is a setting. What people say of a message is
 * set against its verdict and counted by day. Dead letters and audit of every stage leave by the
 * same transactional sink.
 */
public final class EmailWorkflow {

  static final String NAME = "email";

  private EmailWorkflow() {}

  /** Adds the graph, from Kafka to Kafka, to {@code environment}. */
  public static void build(StreamExecutionEnvironment environment, JobConfig config) {
    build(environment, config, EmailTasks.of(config));
  }

  /** As the other, with these tasks. */
  public static void build(
      StreamExecutionEnvironment environment, JobConfig config, EmailTasks tasks) {
    KafkaEdges kafka = new KafkaEdges(NAME, config);
    Workflow email = email(config, kafka.blobs());
    StageStreams<Verdict> decided =
        verdicts(
            email, kafka.in(environment, "mail-in"), settings(environment, kafka), config, tasks);
    DataStream<Task<Digest>> digests = digests(email, decided, config);
    DataStream<Task<Confusion>> confusions =
        confusions(email, decided, kafka.feedback(environment, "feedback-in"), config, tasks);
    DataStream<SinkRecord> results =
        kafka
            .results("verdicts", decided.results(), Verdict::id)
            .union(
                kafka.results("digests", digests, Digest::id),
                kafka.results("confusions", confusions, Confusion::id));
    kafka.out(results, email.deadLetters(), email.audit());
    email.publishLayout(environment);
  }

  /** The workflow without its edges. */
  static Workflow email(JobConfig config, BlobStore blobs) {
    int threshold = (int) config.get(Options.BLOB_THRESHOLD).getBytes();
    return Workflow.named(NAME).blobs(blobs, threshold);
  }

  /**
   * What is set.
   *
   * @param changes settings as they change
   * @param held those that hold when the job is submitted
   */
  public record Settings(DataStream<Setting> changes, List<Setting> held) {}

  private static Settings settings(StreamExecutionEnvironment environment, KafkaEdges kafka) {
    return new Settings(kafka.settings(environment, "settings-in"), kafka.settingsHeld());
  }

  /** Adds the graph from what came in to what was decided, without the edges, to {@code email}. */
  public static StageStreams<Verdict> verdicts(
      Workflow email,
      DataStream<SourceRecord> in,
      Settings settings,
      JobConfig config,
      EmailTasks tasks) {
    DataStream<Task<Content>> mail = email.receive("receive-mail", in, config.intake());

    StageConfig parse = config.stage(NAME, "parse-mail");
    var parsed =
        email
            .stage("parse-mail", tasks.parse())
            .keyBy(Content::digest)
            .once(parse.get(Options.ONCE_TTL))
            .settings(parse.settings())
            .on(mail);

    var text =
        email
            .stage("analyze-text", tasks.text())
            .sameKey()
            .settings(config.stage(NAME, "analyze-text").settings())
            .on(parsed.output(ParseMail.TEXT));

    StageConfig attachment = config.stage(NAME, "analyze-attachment");
    var attachments =
        email
            .stage("analyze-attachment", tasks.attachment())
            .keyBy(Attachment::identity)
            .memoize(attachment.get(Options.MEMO_TTL))
            .settings(attachment.settings())
            .on(parsed.output(ParseMail.ATTACHMENTS));

    StageConfig link = config.stage(NAME, "analyze-link");
    var links =
        email
            .stage("analyze-link", tasks.link())
            .keyBy(Link::identity)
            .acrossTenants()
            .memoize(link.get(Options.MEMO_TTL))
            .settings(link.settings())
            .on(parsed.output(ParseMail.LINKS), attachments.output(AnalyzeAttachment.LINKS));

    var sender =
        email
            .stage("analyze-sender", tasks.sender())
            .sameKey()
            .settings(EmailDns.settings(config))
            .on(parsed.output(ParseMail.SENDER));

    var classified =
        email
            .stage("classify-mail", tasks.classify())
            .sameKey()
            .reads(settings.changes(), new EmailSettingsSchema(), settings.held())
            .settings(config.stage(NAME, "classify-mail").settings())
            .on(parsed.output(ParseMail.SAMPLE));

    StageConfig decide = config.stage(NAME, "decide");
    return email
        .<Mail, Finding, Verdict>join("decide", tasks.decide())
        .timeout(decide.get(Options.JOIN_TIMEOUT))
        .settings(decide.settings())
        .on(
            parsed.manifests(),
            text.outcomes(),
            links.outcomes(),
            attachments.outcomes(),
            sender.outcomes(),
            classified.outcomes());
  }

  /** What was decided for each tenant, in one line an hour. */
  private static DataStream<Task<Digest>> digests(
      Workflow email, StageStreams<Verdict> decided, JobConfig config) {
    StageConfig digest = config.stage(NAME, "digest");
    return email
        .batch("digest", new WriteDigest())
        .keyBy(summary -> "all")
        .when(digest.trigger())
        .settings(digest.settings())
        .on(decided.output(Decide.SUMMARIES).stream())
        .results();
  }

  /** What people say of messages against their verdicts, by tenant and day. */
  private static DataStream<Task<Confusion>> confusions(
      Workflow email,
      StageStreams<Verdict> decided,
      DataStream<SourceRecord> feedback,
      JobConfig config,
      EmailTasks tasks) {
    var said =
        email
            .stage("read-feedback", new ReadFeedback())
            .inSourceOrder()
            .on(email.receive("receive-feedback", feedback, config.intake()));

    StageConfig join = config.stage(NAME, "join-feedback");
    var changes =
        email
            .stage("join-feedback", tasks.join())
            .keyBy(Opinion::sha256)
            .shares(JoinFeedback.MEMORY)
            .holds(join.get(Options.HOLD))
            .settings(join.settings())
            .on(said.results().union(decided.output(Decide.OPINIONS).stream()));

    return email
        .stage("count-feedback", tasks.count())
        .keyBy(FeedbackChange::day)
        .shares(CountFeedback.MEMORY)
        .on(changes.results())
        .results();
  }
}
