package io.taskweir.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A mapping in one of the YAML files of this room. Keys that are written twice are refused.
 *
 * @param values its values, as the library has them
 */
record Yaml(Map<String, Object> values) {

  /** The only document of a file, named from {@code deploy/}. */
  static Yaml file(String name) throws IOException {
    return documents(name).get(0);
  }

  static List<Yaml> documents(String name) throws IOException {
    return parse(Files.readString(Path.of(System.getProperty("basedir"), name)));
  }

  static List<Yaml> parse(String text) {
    List<Yaml> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build())
        .loadAllFromString(text)
        .forEach(document -> documents.add(of(document)));
    return documents;
  }

  @SuppressWarnings("unchecked")
  static Yaml of(Object mapping) {
    return new Yaml((Map<String, Object>) mapping);
  }

  /** The mapping under a path of keys. */
  Yaml at(String... keys) {
    Yaml at = this;
    for (String key : keys) {
      at = of(at.values.get(key));
    }
    return at;
  }

  String text(String key) {
    return values.get(key).toString();
  }

  /** The mappings in a list; none where there is no list. */
  @SuppressWarnings("unchecked")
  List<Map<String, Object>> list(String key) {
    return (List<Map<String, Object>>) values.getOrDefault(key, List.of());
  }
}
