package io.taskweir.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  private static final String USAGE =
      "expected: WORKFLOW [--config FILE] [--set key=value]..., where WORKFLOW is one of email, sensors";

  @Test
  void readsTheWorkflowAndItsSettings() {
    CommandLine line =
        CommandLine.parse(
            new String[] {"email", "--set", "a=1", "--config", "job.yaml", "--set", "b=2"});

    assertThat(line.workflow()).isSameAs(ShippedWorkflow.EMAIL);
    assertThat(line.config()).isEqualTo(Path.of("job.yaml"));
    assertThat(line.settings()).containsExactly("a=1", "b=2");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      textBlock =
          """
      ''                  | no workflow given; USAGE
      e-mail              | unknown workflow: e-mail; expected email, sensors
      email --set         | nothing follows --set; USAGE
      email --verbose     | unknown argument: --verbose; USAGE
      email email         | unknown argument: email; USAGE
      email --set colour=red | unknown option colour: red (--set); expected an option of job/OPTIONS.md, or kafka.<property>
      email               | taskweir.kafka.bootstrap is not set; expected: HOST:PORT[,HOST:PORT]...
      """)
  void saysInOneLineWhatTheOperatorGotWrong(String words, String message) {
    String[] arguments = words.isEmpty() ? new String[0] : words.split(" ");

    assertThatThrownBy(() -> Main.start(arguments))
        .isInstanceOf(ProgramParametrizationException.class)
        .hasMessage(message.replace("USAGE", USAGE));
  }

  @Test
  void startsNoMoreSubtasksThanAStageMayHoldConnections() {
    JobConfig config =
        JobConfig.of(
            Map.of(
                "taskweir.email.analyze-link.connections", "3",
                "taskweir.kafka.bootstrap", "127.0.0.1:1",
                "taskweir.blob.dir", "/tmp/blobs"));
    var environment = StreamExecutionEnvironment.createLocalEnvironment(4);

    assertThatThrownBy(() -> ShippedWorkflow.EMAIL.build(environment, config))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "taskweir.connections: 3 at stage analyze-link is not allowed; expected at least 4, one"
                + " for each of its subtasks, or a lower parallelism");
  }
}
