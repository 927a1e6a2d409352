package io.taskweir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.ReadTopic;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.state.Headers;
import io.taskweir.state.Json;
import io.taskweir.state.SourceRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What was read from a topic.
 *
 * @param all the records' values
 */
record Records(List<JsonNode> all) {

  /** The field in which a value carries its record's key here. */
  static final String KEY = "record key";

  /** The field in which a result carries its kind here. */
  static final String KIND = "record kind";

  /** What a reader of committed records finds in a topic of a workflow. */
  static Records committed(KafkaClients clients, Path blobs, String workflow, String kind)
      throws IOException {
    List<JsonNode> values = new ArrayList<>();
    new ReadTopic(clients, new FileSystemBlobStore(blobs.toString()))
        .forEach(Topics.name(workflow, kind), record -> values.add(value(record)));
    return new Records(List.copyOf(values));
  }

  int size() {
    return all.size();
  }

  /** One field of each. */
  List<String> texts(String field) {
    return all.stream().map(value -> value.path(field).asText()).toList();
  }

  Records where(String field, String text) {
    return where(value -> value.path(field).asText().equals(text));
  }

  Records where(Predicate<JsonNode> kept) {
    return new Records(all.stream().filter(kept).toList());
  }

  /** How many there are of each; two readings with equal multisets are equal in all but order. */
  Map<String, Long> multiset(Function<JsonNode, String> sign) {
    return all.stream().collect(Collectors.groupingBy(sign, TreeMap::new, Collectors.counting()));
  }

  /** As the other, by everything but {@code fields}, at any depth. */
  Map<String, Long> multisetWithout(String... fields) {
    return multiset(value -> without(value.deepCopy(), List.of(fields)).toString());
  }

  private static JsonNode value(SourceRecord record) throws IOException {
    ObjectNode value = (ObjectNode) Json.mapper().readTree(record.value());
    byte[] kind = record.headers().get(Headers.KIND);
    if (kind != null) {
      value.put(KIND, new String(kind, StandardCharsets.UTF_8));
    }
    return value.put(KEY, new String(record.key(), StandardCharsets.UTF_8));
  }

  private static JsonNode without(JsonNode node, List<String> fields) {
    if (node instanceof ObjectNode object) {
      object.remove(fields);
    }
    node.forEach(child -> without(child, fields));
    return node;
  }
}
