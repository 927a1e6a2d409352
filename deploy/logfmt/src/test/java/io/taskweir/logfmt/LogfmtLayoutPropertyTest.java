package io.taskweir.logfmt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is logged, it is one line, and reads back as it was. */
class LogfmtLayoutPropertyTest {

  private final LogfmtLayout layout = LogfmtLayout.create("info", "1");

  @Property(tries = 2_000)
  void isOneLineThatReadsBackToTheSameFields(
      @ForAll("hostile") String message,
      @ForAll("hostile") String stage,
      @ForAll("hostile") String error) {
    var event =
        LogfmtLayoutTest.event(message, Map.of("stage", stage), new RuntimeException(error));

    String line = layout.toSerializable(event);

    assertThat(line.chars().filter(LogfmtLayoutPropertyTest::endsALine).count()).isOne();
    assertThat(line).endsWith("\n");
    assertThat(LogfmtReader.read(line.substring(0, line.length() - 1)))
        .containsEntry("msg", message)
        .containsEntry("stage", stage)
        .containsEntry("error", "java.lang.RuntimeException: " + error)
        .hasSize(10);
  }

  @Property(tries = 2_000)
  void losesNothingInUtf8(@ForAll("hostile") String message) {
    String line = layout.toSerializable(LogfmtLayoutTest.event(message, Map.of(), null));

    String written = new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

    assertThat(written).isEqualTo(line);
  }

  @Property(tries = 2_000)
  void writesNoCharacterThatDoesNotShow(@ForAll("hostile") String message) {
    String line = layout.toSerializable(LogfmtLayoutTest.event(message, Map.of(), null)).strip();

    assertThat(line.codePoints().filter(c -> hides(Character.getType(c))).toArray()).isEmpty();
  }

  /** Any UTF-16 unit, and more often than chance has it those that have a meaning. */
  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<Character> any = Arbitraries.chars().all();
    Arbitrary<Character> plain = Arbitraries.chars().range('a', 'z');
    Arbitrary<Character> meaning =
        Arbitraries.of(
            ' ', '=', '"', '\\', '\n', '\r', '\t', '\0', '\u001b', '\u007f', '\u0085', '\u00a0',
            '\u00ad', '\u061c', '\u200b', '\u200e', '\u2028', '\u2029', '\u202e', '\u2066',
            '\ud83d', '\ude00', '\ud800', '\udb40', '\udc01', '\ue000', '\ufeff', '\uffff', 'u');
    return Arbitraries.oneOf(any, plain, meaning)
        .list()
        .ofMaxSize(60)
        .map(LogfmtLayoutPropertyTest::join);
  }

  private static String join(Iterable<Character> characters) {
    var joined = new StringBuilder();
    characters.forEach(joined::append);
    return joined.toString();
  }

  private static boolean endsALine(int c) {
    return c == '\n'
        || c == '\r'
        || c == 0x0b
        || c == 0x0c
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }

  private static boolean hides(int type) {
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        || type == Character.UNASSIGNED;
  }
}
