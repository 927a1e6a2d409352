package io.taskweir.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A file of {@code key: value} lines, YAML without nesting. Values are kept as they are written, so
 * that each option reads its own text and not YAML's idea of it.
 */
final class ConfigFile {

  private final Path path;

  private ConfigFile(Path path) {
    this.path = path;
  }

  /** What {@code path} sets, by key. */
  static Map<String, Given> read(Path path) {
    return new ConfigFile(path).settings();
  }

  private Map<String, Given> settings() {
    var settings = new LinkedHashMap<String, Given>();
    Node root = compose(text());
    if (root == null) {
      return settings;
    }
    if (!(root instanceof MappingNode mapping)) {
      throw new ConfigException(path + where(root) + "expected lines of key: value");
    }
    for (NodeTuple line : mapping.getValue()) {
      String key = scalar(line.getKeyNode(), "a key");
      String value = scalar(line.getValueNode(), "the value of " + ConfigException.quote(key));
      var given = new Given(key, value, path.getFileName() + " line " + number(line.getKeyNode()));
      Given earlier = settings.put(key, given);
      if (earlier != null) {
        throw new ConfigException(given.describe() + " was set before, at " + earlier.where());
      }
    }
    return settings;
  }

  private String text() {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      throw failure("no such config file: " + path, e);
    } catch (IOException e) {
      throw failure("cannot read config file " + path + ", expected a file of UTF-8 text", e);
    }
  }

  private Node compose(String text) {
    LoadSettings settings = LoadSettings.builder().setLabel(path.toString()).build();
    try {
      return new Compose(settings).composeString(text).orElse(null);
    } catch (MarkedYamlEngineException e) {
      String line = e.getProblemMark().map(mark -> " line " + (mark.getLine() + 1)).orElse("");
      String problem = ConfigException.quote(e.getProblem());
      throw failure(path + line + ": " + problem + "; expected lines of key: value", e);
    } catch (YamlEngineException e) {
      throw failure(path + ": not YAML; expected lines of key: value", e);
    }
  }

  private String scalar(Node node, String what) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new ConfigException(
        path + where(node) + what + " is nested; expected a flat line of key: value");
  }

  private static String where(Node node) {
    return " line " + number(node) + ": ";
  }

  private static int number(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private static ConfigException failure(String message, Exception cause) {
    var failure = new ConfigException(message);
    failure.initCause(cause);
    return failure;
  }
}
