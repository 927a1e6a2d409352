package io.taskweir.sensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taskweir.engine.Rejection;
import io.taskweir.sensors.SensorSettings.Range;
import io.taskweir.state.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensorSettingsTest {

  private final SensorSettingsSchema schema = new SensorSettingsSchema();
  private SensorSettings settings = schema.defaults();

  @Test
  void setsNothingByDefault() {
    assertThat(settings.rangeOf("s")).isNull();
    assertThat(settings.groupOf("s")).isNull();
    assertThat(settings.silenceAfter("s")).isEqualTo(5);
    assertThat(settings.knows("furlong")).isFalse();
  }

  @Test
  void readsEachKind() throws Exception {
    set("sensors.range.a", "{\"sensors\":\"boiler-*\",\"min\":-20,\"max\":1.2e2,\"unit\":\"C\"}");
    set("sensors.group.a", "{\"sensors\":\"hall-1-*\",\"group\":\"hall-1\"}");
    set("sensors.silence.a", "{\"sensors\":\"*\",\"intervals\":0}");
    set("sensors.unit.a", "{\"unit\":\"furlong\"}");

    assertThat(settings.rangeOf("boiler-7")).isEqualTo(new Range(-20.0, 120.0, "C"));
    assertThat(settings.rangeOf("oven-7")).isNull();
    assertThat(settings.groupOf("hall-1-north")).isEqualTo("hall-1");
    assertThat(settings.silenceAfter("any")).isZero();
    assertThat(settings.knows("furlong")).isTrue();
  }

  @Test
  void takesASettingBack() throws Exception {
    set("sensors.range.a", "{\"sensors\":\"*\",\"min\":1}");
    set("sensors.group.a", "{\"sensors\":\"*\",\"group\":\"g\"}");
    set("sensors.silence.a", "{\"sensors\":\"*\",\"intervals\":9}");
    set("sensors.unit.a", "{\"unit\":\"furlong\"}");
    for (String kind : new String[] {"range", "group", "silence", "unit"}) {
      set("sensors." + kind + ".a", null);
      set("sensors." + kind + ".unheard-of", null);
    }

    setsNothingByDefault();
  }

  @Test
  void replacesASettingOfTheSameLabel() throws Exception {
    set("sensors.group.a", "{\"sensors\":\"s\",\"group\":\"old\"}");
    set("sensors.group.a", "{\"sensors\":\"t\",\"group\":\"new\"}");

    assertThat(settings.groupOf("s")).isNull();
    assertThat(settings.groupOf("t")).isEqualTo("new");
  }

  @Test
  void leavesWhatWasBeforeAsItIs() throws Exception {
    SensorSettings before = settings;
    set("sensors.group.a", "{\"sensors\":\"s\",\"group\":\"g\"}");

    assertThat(before.groupOf("s")).isNull();
  }

  @Test
  void prefersTheMostSpecificPattern() throws Exception {
    set("sensors.group.a", "{\"sensors\":\"*\",\"group\":\"all\"}");
    set("sensors.group.b", "{\"sensors\":\"boiler-*\",\"group\":\"boilers\"}");
    set("sensors.group.c", "{\"sensors\":\"boiler-7*\",\"group\":\"sevens\"}");
    set("sensors.group.z", "{\"sensors\":\"boiler-7\",\"group\":\"seven\"}");

    assertThat(settings.groupOf("oven")).isEqualTo("all");
    assertThat(settings.groupOf("boiler-8")).isEqualTo("boilers");
    assertThat(settings.groupOf("boiler-77")).isEqualTo("sevens");
    assertThat(settings.groupOf("boiler-7")).isEqualTo("seven");
  }

  @Test
  void prefersTheFirstLabelAmongEquals() throws Exception {
    set("sensors.group.b", "{\"sensors\":\"x*\",\"group\":\"second\"}");
    set("sensors.group.a", "{\"sensors\":\"*y\",\"group\":\"first\"}");
    set("sensors.group.d", "{\"sensors\":\"plain\",\"group\":\"second\"}");
    set("sensors.group.c", "{\"sensors\":\"plain\",\"group\":\"first\"}");

    assertThat(settings.groupOf("xy")).isEqualTo("first");
    assertThat(settings.groupOf("plain")).isEqualTo("first");
  }

  @Test
  void ownsWhatIsOfSensors() {
    assertThat(schema.owns("sensors.range.a")).isTrue();
    assertThat(schema.owns("sensors.rnage.a")).isTrue();
    assertThat(schema.owns("email.rules")).isFalse();
    assertThat(schema.owns("sensorsx")).isFalse();
    assertThat(schema.type()).isEqualTo(SensorSettings.class);
  }

  @Test
  void readsASettingOfTheTopic() throws Exception {
    settings = schema.with(settings, new Setting("sensors.unit.a", 7, "{\"unit\":\"furlong\"}"));

    assertThat(settings.knows("furlong")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "sensors.rnage.a | {} | expected the kind range, group, silence or unit",
        "sensors.range | {} | expected sensors.KIND.LABEL",
        "sensors.range.a.b | {} | expected sensors.KIND.LABEL",
        "sensors.range. | {} | expected sensors.KIND.LABEL",
        "sensors.range.A | {} | expected sensors.KIND.LABEL",
        "sensors.range.a | {\"sensors\":\"*\"} | expected at least one of min, max and unit",
        "sensors.range.a | {\"min\":1} | sensors: got nothing, expected a text of 1 to 200",
        "sensors.range.a | {\"sensors\":7,\"min\":1} | sensors: got 7, expected a text",
        "sensors.range.a | {\"sensors\":\"*\",\"min\":\"1\"} | min: got \"1\", expected a finite",
        "sensors.range.a | {\"sensors\":\"*\",\"max\":1e999} | max: got \"Infinity\", expected a",
        "sensors.range.a | {\"sensors\":\"*\",\"max\":NaN} | expected one JSON object",
        "sensors.range.a | {\"sensors\":\"*\",\"min\":2,\"max\":1} | expected a min of at most max",
        "sensors.range.a | {\"sensors\":\"*\",\"unit\":\"\"} | unit: got \"\", expected a text",
        "sensors.range.a | {\"sensors\":\"*\",\"mni\":1} | unknown field mni, expected sensors, min",
        "sensors.group.a | {\"sensors\":\"*\"} | group: got nothing, expected a text",
        "sensors.silence.a | {\"sensors\":\"*\",\"intervals\":1.5} | intervals: got 1.5, expected a",
        "sensors.silence.a | {\"sensors\":\"*\",\"intervals\":-1} | a whole number from 0 to 1000",
        "sensors.silence.a | {\"sensors\":\"*\",\"intervals\":1001} | a whole number from 0 to 1000",
        "sensors.unit.a | {\"sensors\":\"*\",\"unit\":\"x\"} | unknown field sensors",
        "sensors.unit.a | 7 | got 7, expected one JSON object",
        "sensors.unit.a | {\"unit\":\"x\"} {} | expected one JSON object",
        "sensors.unit.a | {\"unit\":\"x\",\"unit\":\"y\"} | expected one JSON object",
        "sensors.unit.a | `` | expected one JSON object"
      })
  void refusesWhatIsNotAllowed(String name, String value, String detail) {
    Rejection rejection = catchThrowableOfType(Rejection.class, () -> set(name, value));

    assertThat(rejection).isNotNull();
    assertThat(rejection.reason()).isEqualTo("SETTING");
    assertThat(rejection)
        .hasMessageStartingWith("setting " + name + ": ")
        .hasMessageContaining(detail);
    assertThat(rejection.getMessage()).doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "*, x, true",
    "*, '', true",
    "?, x, true",
    "?, '', false",
    "a, a, true",
    "a, b, false",
    "a, ab, false",
    "a*, a, true",
    "a*, ba, false",
    "*a, bba, true",
    "*a, bab, false",
    "a*c*e, abcde, true",
    "a*c*e, abcd, false",
    "a?c, abc, true",
    "a?c, ac, false",
    "*ab*, aab, true",
    "**, x, true",
    "a.c, abc, false",
    "[a], a, false"
  })
  void matchesByStarsAndQuestionMarksAlone(String pattern, String name, boolean expected) {
    assertThat(new Glob(pattern).matches(name)).isEqualTo(expected);
  }

  private void set(String name, String value) throws Rejection {
    settings = schema.with(settings, name, value);
  }
}
