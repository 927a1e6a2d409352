package io.taskweir.deploy.records;

import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.ReadTopic;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.state.Headers;
import io.taskweir.state.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What is committed in a workflow's topics. The audit is keyed by root, so that of one run lies in
 * one partition; dead letters and results have keys of their own and are read from end to end.
 *
 * <p>A line that was too large for Kafka lies in the blob store; it is counted, not read.
 */
public final class TopicRecords implements RunRecords {

  private final KafkaClients clients;
  private final String workflow;
  private long elsewhere;

  /** Reads the topics of {@code workflow}. */
  public TopicRecords(KafkaClients clients, String workflow) {
    this.clients = clients;
    this.workflow = workflow;
  }

  @Override
  public void forEach(Kind kind, Wanted wanted, Reader reader) throws IOException {
    ReadTopic.Reader lines = record -> read(kind, record, wanted, reader);
    ReadTopic topic = new ReadTopic(clients);
    String name = topic(kind);
    if (wanted.root() != null && kind == Kind.AUDIT) {
      topic.forEachNear(name, wanted.root().getBytes(StandardCharsets.UTF_8), lines);
    } else if (wanted.since() != null) {
      topic.forEachSince(name, wanted.since(), lines);
    } else {
      topic.forEach(name, lines);
    }
  }

  @Override
  public boolean looksNearRoots() {
    return true;
  }

  @Override
  public String where() {
    return topic(Kind.AUDIT) + " at " + clients.bootstrap();
  }

  /** How many lines were met that lie in the blob store. */
  public long elsewhere() {
    return elsewhere;
  }

  private String topic(Kind kind) {
    return Topics.name(workflow, kind(kind));
  }

  private static String kind(Kind kind) {
    return switch (kind) {
      case AUDIT -> "audit";
      case DEAD_LETTERS -> "dead-letters";
      case RESULTS -> "results";
    };
  }

  private void read(Kind kind, SourceRecord record, Wanted wanted, Reader reader)
      throws IOException {
    if (record.value().length == 0) {
      elsewhere += record.headers().containsKey(Headers.BLOB) ? 1 : 0;
      return;
    }
    String json = new String(record.value(), StandardCharsets.UTF_8);
    if (wanted.may(json)) {
      byte[] named = kind == Kind.RESULTS ? record.headers().get(Headers.KIND) : null;
      String shown = named == null ? kind(kind) : new String(named, StandardCharsets.UTF_8);
      reader.read(
          new Entry(
              shown,
              json,
              () -> record.topic() + "/" + record.partition() + "@" + record.offset()));
    }
  }
}
