package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.Rejection;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailSettingsSchemaTest {

  private final EmailSettingsSchema schema = new EmailSettingsSchema();
  @TempDir Path folder;

  @Test
  void beginsWithTheModelInTheJar() {
    MailModel shipped = schema.defaults().model();

    assertThat(shipped.size()).isGreaterThan(10_000);
    assertThat(shipped.bytes().length).isLessThan(2_000_000);
  }

  @Test
  void takesAModelFromAPathOrAUri() throws Exception {
    Path file = toy();

    for (Object name : new Object[] {file, file.toUri()}) {
      EmailSettings set = set("{\"file\": \"" + name + "\"}");
      assertThat(set.model().bytes()).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void goesBackToTheModelInTheJar() throws Exception {
    EmailSettings set = set("{\"file\": \"" + toy() + "\"}");

    assertThat(schema.with(set, "email.model", null).model()).isSameAs(schema.defaults().model());
  }

  @Test
  void refusesAFileThatIsNoModelInOneLine() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "hello");

    assertThatThrownBy(() -> set("{\"file\": \"" + text + "\"}"))
        .isInstanceOf(Rejection.class)
        .hasMessage(
            "setting email.model: cannot use "
                + text
                + ": no model of taskweir: it does not begin with TWML");
    assertThatThrownBy(() -> set("{\"file\": \"" + folder.resolve("none") + "\"}"))
        .isInstanceOf(Rejection.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> set("{\"file\": \"" + folder + "\"}")).isInstanceOf(Rejection.class);
    assertThatThrownBy(() -> set("{\"file\": \"nosuch://host/model\"}"))
        .isInstanceOf(Rejection.class)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "model",
        "\"model\"",
        "[]",
        "{}",
        "{\"file\": 1}",
        "{\"file\": \"\"}",
        "{\"file\": \"a\", \"b\": 1}",
        "{\"File\": \"a\"}",
        "{\"file\": \"a\"} x"
      })
  void refusesAValueOfAnotherForm(String value) {
    assertThatThrownBy(() -> set(value))
        .isInstanceOf(Rejection.class)
        .hasMessageContaining("expected {\"file\": \"PATH or URI\"}");
  }

  @Test
  void refusesAnotherName() {
    assertThat(schema.owns("email.modle")).isTrue();
    assertThat(schema.owns("sensors.group.a")).isFalse();
    assertThatThrownBy(() -> schema.with(schema.defaults(), "email.modle", "{}"))
        .isInstanceOf(Rejection.class)
        .hasMessage("setting email.modle: expected the name email.model");
  }

  private EmailSettings set(String value) throws Rejection {
    return schema.with(schema.defaults(), "email.model", value);
  }

  private Path toy() throws Exception {
    return Files.write(folder.resolve("toy.model"), Trainer.train(Samples.toy(1, 60), 42).bytes());
  }
}
