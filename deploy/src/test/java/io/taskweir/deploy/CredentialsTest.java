package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user hears of brokers that want credentials. */
@Timeout(120)
class CredentialsTest {

  private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";

  @TempDir static Path folder;

  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() throws IOException {
    int[] ports = LoopbackPorts.anyFree(2);
    Map<String, String> asksForAPassword =
        Map.of(
            "listener.security.protocol.map", "BROKER:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
            "sasl.enabled.mechanisms", "PLAIN",
            "sasl.mechanism.inter.broker.protocol", "PLAIN",
            "listener.name.broker.plain.sasl.jaas.config",
                PLAIN
                    + " required username=\"broker\" password=\"b\" user_broker=\"b\""
                    + " user_ada=\"right\";");
    broker = EmbeddedBroker.start(folder.resolve("kafka"), ports[0], ports[1], asksForAPassword);
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void createsTopicsWithThoseOfTheConfigFile() throws IOException {
    assertThat(createTopics("right")).isEmpty();
  }

  @Test
  void saysInOneLineThatTheyAreRefused() throws IOException {
    assertThat(createTopics("wrong"))
        .hasLineCount(1)
        .startsWith("taskweir: Kafka at " + broker.address() + " refuses the credentials: ")
        .contains("check kafka.security.protocol and kafka.sasl.* in the --config file")
        .doesNotContain("wrong");
  }

  /** Types the verb with a password, and returns what it says on standard error. */
  private static String createTopics(String password) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve(password + ".yaml"),
            """
            kafka.security.protocol: SASL_PLAINTEXT
            kafka.sasl.mechanism: PLAIN
            kafka.sasl.jaas.config: %s required username="ada" password="%s";
            """
                .formatted(PLAIN, password));
    StringWriter err = new StringWriter();
    int exitCode =
        Taskweir.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute(
                "topics",
                "email",
                "--create",
                "--kafka",
                broker.address(),
                "--config",
                config.toString());
    assertThat(exitCode).as(err.toString()).isEqualTo(err.toString().isEmpty() ? 0 : 1);
    return err.toString();
  }
}
