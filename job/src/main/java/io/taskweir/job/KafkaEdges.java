package io.taskweir.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.connectors.kafka.FitRecord;
import io.taskweir.connectors.kafka.KafkaBytes;
import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.KafkaSettings;
import io.taskweir.connectors.kafka.RecordSink;
import io.taskweir.connectors.kafka.SizeLimits;
import io.taskweir.connectors.kafka.StartChecks;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.engine.Key;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.BlobStore;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.Headers;
import io.taskweir.state.Json;
import io.taskweir.state.Setting;
import io.taskweir.state.SinkRecord;
import io.taskweir.state.SourceRecord;
import io.taskweir.state.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where a workflow meets Kafka: the same for all of them, but for their names. */
final class KafkaEdges {

  private final String workflow;
  private final JobConfig config;
  private final KafkaClients clients;
  private final BlobStore blobs;

  KafkaEdges(String workflow, JobConfig config) {
    this.workflow = workflow;
    this.config = config;
    Map<String, String> properties = new java.util.HashMap<>();
    config.kafka().forEach((key, value) -> properties.put((String) key, (String) value));
    this.clients = new KafkaClients(config.get(Options.KAFKA_BOOTSTRAP), properties);
    this.blobs = new FileSystemBlobStore(config.get(Options.BLOB_DIR));
  }

  /** Where large bytes lie. */
  BlobStore blobs() {
    return blobs;
  }

  /** What comes in, as bytes. */
  DataStream<SourceRecord> in(StreamExecutionEnvironment environment, String uid) {
    requireReaders(1);
    return bytes(environment, uid, topic("in"));
  }

  /** What people say of the results, as bytes. */
  DataStream<SourceRecord> feedback(StreamExecutionEnvironment environment, String uid) {
    String topic = topic(Topics.FEEDBACK);
    requireTopic(topic);
    return bytes(environment, uid, topic);
  }

  private DataStream<SourceRecord> bytes(
      StreamExecutionEnvironment environment, String uid, String topic) {
    KafkaBytes source = KafkaBytes.from(clients, topic, group());
    if (config.get(Options.BOUNDED)) {
      source = source.bounded();
    }
    return environment
        .fromSource(source.build(), WatermarkStrategy.noWatermarks(), uid)
        .uid(uid)
        .name(uid);
  }

  /** What goes out, through one sink: what a subtask wrote to any topic commits together. */
  void out(
      DataStream<SinkRecord> results,
      DataStream<DeadLetter> letters,
      DataStream<AuditEvent> audit) {
    results
        .union(deadLetters(letters), audit(audit))
        .map(new FitRecord(blobs, limits()))
        .uid("fit-record")
        .name("fit-record")
        .sinkTo(sink().build())
        .uid("kafka-out")
        .name("kafka-out");
  }

  /** Results of one kind on their way out. */
  <O> DataStream<SinkRecord> results(String kind, DataStream<Task<O>> results, Key<O> id) {
    String topic = topic("results");
    String uid = kind.substring(0, kind.length() - 1) + "-record";
    Map<String, byte[]> headers = Map.of(Headers.KIND, utf8(kind));
    return results
        .map(
            task ->
                new SinkRecord(
                    topic,
                    task.tenant(),
                    utf8(id.of(task.payload())),
                    Json.writeBytes(task.payload()),
                    headers))
        .returns(SinkRecord.class)
        .uid(uid)
        .name(uid);
  }

  /** Settings as they change, from the first that the topic holds. */
  DataStream<Setting> settings(StreamExecutionEnvironment environment, String uid) {
    requireTopic(Topics.SETTINGS);
    KafkaBytes source = KafkaSettings.source(clients, group());
    if (config.get(Options.BOUNDED)) {
      source = source.bounded();
    }
    String decode = uid + "-decode";
    return environment
        .fromSource(source.build(), WatermarkStrategy.noWatermarks(), uid)
        .uid(uid)
        .name(uid)
        .map(KafkaSettings::setting)
        .returns(Setting.class)
        .uid(decode)
        .name(decode)
        .setParallelism(1);
  }

  /** The settings that hold when the job is submitted. */
  List<Setting> settingsHeld() {
    try {
      return KafkaSettings.held(clients);
    } catch (IOException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  /** A letter or event on its way out. */
  private static SinkRecord result(String topic, String tenant, String id, Object body)
      throws JsonProcessingException {
    return new SinkRecord(topic, tenant, utf8(id), Json.writeBytes(body), Map.of());
  }

  /** The full name of one of the workflow's topics. */
  String topic(String kind) {
    return Topics.name(workflow, kind);
  }

  private DataStream<SinkRecord> deadLetters(DataStream<DeadLetter> letters) {
    String topic = topic("dead-letters");
    return letters
        .map(letter -> result(topic, letter.tenant(), letter.id(), letter))
        .returns(SinkRecord.class)
        .uid("dead-letter-record")
        .name("dead-letter-record");
  }

  private DataStream<SinkRecord> audit(DataStream<AuditEvent> events) {
    String topic = topic("audit");
    return events
        .map(event -> result(topic, event.tenant(), event.root(), event))
        .returns(SinkRecord.class)
        .uid("audit-record")
        .name("audit-record");
  }

  private RecordSink sink() {
    return RecordSink.to(
            clients,
            config.get(Options.TRANSACTIONAL_ID_PREFIX),
            config.get(Options.ENVIRONMENT) + "." + workflow,
            "out")
        .transactionTimeout(config.get(Options.TRANSACTION_TIMEOUT));
  }

  /**
   * Ends the start where the brokers lack what it takes, or {@code readers} have too few
   * partitions.
   */
  void requireReaders(int readers) {
    try {
      StartChecks.check(
          clients, topic("in"), readers, outputs(), config.get(Options.TRANSACTION_TIMEOUT));
    } catch (IOException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  private void requireTopic(String name) {
    try {
      Topics.require(clients, List.of(name));
    } catch (IOException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  private List<String> outputs() {
    return List.of(topic("results"), topic("dead-letters"), topic("audit"));
  }

  private SizeLimits limits() {
    try {
      return SizeLimits.check(clients, outputs());
    } catch (IOException e) {
      throw new ConfigException(e.getMessage());
    }
  }

  private String group() {
    return "taskweir-" + workflow + "-" + config.get(Options.ENVIRONMENT);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
