package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.job.ShippedWorkflow;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Flink ignores a key that it does not know: each that a file of this room sets is one of its
 * options, under its present name, with a value that it can read.
 */
class FlinkOptionFilesTest {

  /** Where a cluster's own options are; those of connectors and tables need more to be loaded. */
  private static final String JARS = ".*/flink-(core|runtime|statebackend-rocksdb)-\\d[^/]*\\.jar";

  /** Read by a reporter and by the operator, which are not on the class path. */
  private static final List<String> OF_OTHERS =
      List.of("metrics.reporter.prom.", "kubernetes.operator.");

  private static final Map<String, ConfigOption<?>> KNOWN = new TreeMap<>();

  @BeforeAll
  static void collectTheOptionsOfFlink() throws Exception {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.matches(JARS)) {
        collect(entry);
      }
    }
    assertThat(KNOWN).hasSizeGreaterThan(400);
  }

  @Test
  void everyOptionOfADeploymentIsOneOfFlink() throws IOException {
    for (ShippedWorkflow workflow : ShippedWorkflow.all()) {
      Yaml deployment = Yaml.file("kubernetes/" + workflow.label() + ".yaml");
      assertKnown(deployment.at("spec", "flinkConfiguration"));
    }
  }

  @Test
  void everyOptionOfTheContainersIsOneOfFlink() throws IOException {
    Yaml flink = Yaml.file("images/compose.yaml").at("x-flink", "environment");
    assertKnown(Yaml.parse(flink.text("FLINK_PROPERTIES")).get(0));
  }

  private static void assertKnown(Yaml options) {
    assertThat(options.values()).hasSizeGreaterThan(5);
    options
        .values()
        .forEach(
            (key, value) -> {
              if (OF_OTHERS.stream().noneMatch(key::startsWith)) {
                assertThat(KNOWN).containsKey(key);
                Configuration set = Configuration.fromMap(Map.of(key, value.toString()));
                assertThat((Object) set.get(KNOWN.get(key))).as(key).isNotNull();
              }
            });
  }

  private static void collect(String jar) throws Exception {
    List<String> classes = new ArrayList<>();
    try (JarFile file = new JarFile(jar)) {
      file.stream()
          .map(entry -> entry.getName().replace('/', '.'))
          .filter(name -> name.matches("org\\.apache\\.flink\\.[\\w.]*Options\\.class"))
          .forEach(name -> classes.add(name.substring(0, name.length() - ".class".length())));
    }
    for (String name : classes) {
      for (Field field : Class.forName(name, false, loader()).getFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
          ConfigOption<?> option = (ConfigOption<?>) field.get(null);
          KNOWN.put(option.key(), option);
        }
      }
    }
  }

  private static ClassLoader loader() {
    return FlinkOptionFilesTest.class.getClassLoader();
  }
}
