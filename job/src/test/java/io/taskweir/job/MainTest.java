package io.taskweir.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.flink.client.program.ProgramParametrizationException;
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
}
