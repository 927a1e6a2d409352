package io.taskweir.bench.course;

import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * What one contestant is given for one heat. Two contestants of a pair differ in {@code settings}
 * alone, and only in what is their own.
 *
 * @param brokers {@code HOST:PORT}
 * @param input the topic that holds the records, complete before the heat begins
 * @param output the topic of the answer; what is more goes to topics that begin with its name
 * @param records how many {@code input} holds
 * @param keys how many different keys they have
 * @param parallelism subtasks, threads
 * @param directory for state and checkpoints, empty
 * @param warmUpSeconds how long it runs before it is measured
 * @param flame where a flame graph of the measured part goes; null for none
 * @param settings the terms of the pair and the tuning, by name
 */
public record Course(
    String brokers,
    String input,
    String output,
    long records,
    long keys,
    int parallelism,
    String directory,
    double warmUpSeconds,
    @Nullable String flame,
    Map<String, String> settings) {

  /** A setting that the contestant cannot do without. */
  public String get(String name) {
    String value = settings.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no setting " + name + ", only " + settings.keySet());
    }
    return value;
  }

  /** A setting, or what it is where none is given. */
  public String get(String name, String otherwise) {
    return settings.getOrDefault(name, otherwise);
  }

  /** All settings whose names begin with {@code prefix}, under the rest of their names. */
  public Map<String, String> under(String prefix) {
    Map<String, String> all = new TreeMap<>();
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            all.put(name.substring(prefix.length()), value);
          }
        });
    return all;
  }

  /** The topic of what a contestant writes besides its answer. */
  public String side(String kind) {
    return sideOf(output, kind);
  }

  /** The side topic {@code kind} of an output topic. */
  public static String sideOf(String output, String kind) {
    return output + "-" + kind;
  }

  /** Clients whose reading is counted. */
  public KafkaClients clients() {
    return new KafkaClients(brokers, Map.of(ReadCounter.SETTING, ReadCounter.class.getName()));
  }

  /** The empty folder. */
  public Path folder() {
    return Path.of(directory);
  }

  /** Reads a course that {@link #write} has written. */
  public static Course read(Path file) throws IOException {
    return Json.mapper().readValue(Files.readString(file), Course.class);
  }

  /** Writes it for another process. */
  public void write(Path file) throws IOException {
    Files.writeString(file, Json.write(this));
  }
}
