package io.taskweir.connectors.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingFilesTest {

  private static final ReadingOptions DEFAULTS = ReadingOptions.DEFAULTS;

  @TempDir Path temporary;
  private ReadingFolder folder;

  @BeforeEach
  void open() {
    folder = new ReadingFolder(temporary);
  }

  @Test
  void mergesFilesByTimeAndKeepsTheOrderOfEach() throws IOException {
    folder.write("new.csv", "timestamp,value", "4000,1", "6000,2", "5000,3", "9000,4");
    folder.write("old.jsonl", "{\"timestamp\":1000}", "{\"timestamp\":5500}");
    folder.write("wide.csv", "at,a,b", "2000,1,2", "5500,1,2", "10000,1,2");

    assertThat(
            folder.sources(
                DEFAULTS.withColumns(Columns.parse("time=at")), "new.csv", "old.jsonl", "wide.csv"))
        .containsExactly(
            "old.jsonl:1",
            "wide.csv:2",
            "wide.csv:2",
            "new.csv:2",
            "old.jsonl:2",
            "wide.csv:3",
            "wide.csv:3",
            "new.csv:3",
            "new.csv:4",
            "new.csv:5",
            "wide.csv:4",
            "wide.csv:4");
  }

  @Test
  void sendsALineWithoutATimeWithTheLineBeforeIt() throws IOException {
    folder.write("a.csv", "timestamp,value", "x,1", "3000,2", "x,3", "5000,4", "x,5");
    folder.write("b.csv", "timestamp,value", "2000,1", "4000,2", "6000,3");

    assertThat(folder.sources(DEFAULTS, "a.csv", "b.csv"))
        .containsExactly(
            "a.csv:2", "b.csv:2", "a.csv:3", "a.csv:4", "b.csv:3", "a.csv:5", "a.csv:6", "b.csv:4");
  }

  @Test
  void doesNotLetOneWildClockHoldBackItsFile() throws IOException {
    folder.write(
        "a.csv", "timestamp,value", "1000,1", "2099-01-01 00:00:00,2", "3000,3", "90000000,4");
    folder.write("b.csv", "timestamp,value", "2000,1", "4000,2", "80000000,3");

    assertThat(folder.sources(DEFAULTS, "a.csv", "b.csv"))
        .containsExactly(
            "a.csv:2", "b.csv:2", "a.csv:3", "a.csv:4", "b.csv:3", "b.csv:4", "a.csv:5");
  }

  @Test
  void keepsTheOrderInWhichFilesAreNamedAtEqualTimes() throws IOException {
    folder.write("b.csv", "timestamp,value", "1000,1", "1000,2");
    folder.write("a.csv", "timestamp,value", "1000,1");

    assertThat(folder.sources(DEFAULTS, "b.csv", "a.csv"))
        .containsExactly("b.csv:2", "b.csv:3", "a.csv:2");
    assertThat(folder.sources(DEFAULTS, "")).containsExactly("a.csv:2", "b.csv:2", "b.csv:3");
  }

  @Test
  void mergesAThousandFilesOfRandomTimes() throws IOException {
    Random random = new Random(5);
    long[] clocks = new long[1000];
    StringBuilder[] texts = new StringBuilder[clocks.length];
    for (int i = 0; i < clocks.length; i++) {
      clocks[i] = random.nextInt(100_000);
      texts[i] = new StringBuilder("timestamp,value\n");
      for (int line = 0; line < 5; line++) {
        clocks[i] += random.nextInt(10_000);
        texts[i].append(clocks[i]).append(',').append(line).append('\n');
      }
      folder.writeText("many/" + i + ".csv", texts[i].toString());
    }

    List<Long> times = new ArrayList<>();
    for (FedReading reading : folder.read(DEFAULTS, "many")) {
      times.add(time(reading));
    }

    assertThat(times).hasSize(5000).isSorted();
  }

  /** Quotes, commas, breaks and bytes that are no UTF-8, in any order. */
  @Test
  void handsOverEachLineOnceWhateverStandsInIt() throws IOException {
    byte[] alphabet = "\"\",,\n\n\r 19-:.x{}[]\\\t\u00e9".getBytes(UTF_8);
    Random random = new Random(9);
    for (String name : List.of("a.csv", "a.jsonl")) {
      for (int run = 0; run < 300; run++) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("value,time\n".getBytes(UTF_8));
        for (int i = random.nextInt(400); i > 0; i--) {
          text.write(alphabet[random.nextInt(alphabet.length)]);
        }
        Files.write(temporary.resolve(name), text.toByteArray());

        List<String> expected = notBlank(name, text.toString(ISO_8859_1));
        assertThat(folder.sources(DEFAULTS, name)).isEqualTo(expected);
      }
    }
  }

  private static List<String> notBlank(String name, String text) {
    String[] lines = text.split("\n", -1);
    List<String> sources = new ArrayList<>();
    for (int i = name.endsWith(".csv") ? 1 : 0; i < lines.length; i++) {
      boolean array = lines[i].matches("[ \\t]*\\[\\s*\\]\\s*") && name.endsWith(".jsonl");
      if (!lines[i].matches("[ \\t]*\\r*") && !array) {
        sources.add(name + ":" + (i + 1));
      }
    }
    return sources;
  }

  @Test
  void readsAFolderAtEveryDepthAndAPathThatIsGivenTwiceTwice() throws IOException {
    folder.write("in/b/c.ndjson", "{}");
    folder.write("in/a.csv", "timestamp,value", "1,1");
    ReadingFiles files = folder.files(DEFAULTS, "in", "in/a.csv");

    assertThat(files.check()).isEqualTo(3);
    assertThat(folder.sources(DEFAULTS, "in", "in/a.csv"))
        .containsExactly("in/b/c.ndjson:1", "in/a.csv:2", "in/a.csv:2");
  }

  @Test
  void refusesWhatIsNoFileOfReadings() throws IOException {
    folder.write("in/a.csv", "timestamp,value");
    for (String name : List.of("in/README.md", "in/csv", "in/a.csv.gz", "in/.DS_Store")) {
      Path file = folder.write(name, "x");

      assertThatThrownBy(() -> folder.files(DEFAULTS, "in").check())
          .isInstanceOf(UnreadableInputException.class)
          .hasMessage(
              "cannot read %s: expected *.csv, *.json, *.jsonl or *.ndjson, which say how it is read"
                  .formatted(file));
      Files.delete(file);
    }
  }

  @Test
  void namesAMissingPathAndALinkInACircle() throws IOException {
    Path missing = temporary.resolve("missing.csv");
    assertThatThrownBy(() -> folder.files(DEFAULTS, "missing.csv").check())
        .hasMessage("cannot read " + missing + ": no such file or folder");

    Files.createDirectories(temporary.resolve("in"));
    Path up = Files.createSymbolicLink(temporary.resolve("in/up"), temporary.resolve("in"));
    assertThatThrownBy(() -> folder.files(DEFAULTS, "in").check())
        .hasMessage("cannot read " + up + ": links that lead back to themselves");
  }

  @Test
  void refusesAHeaderThatNamesNoReading() throws IOException {
    for (String header :
        List.of("2014-07-01 00:00:00,10844", "timestamp", "timestamp,time,value", "a;b")) {
      folder.write("a.csv", header, "1,1");

      assertThatThrownBy(() -> folder.files(DEFAULTS, "a.csv").check())
          .isInstanceOf(UnreadableInputException.class)
          .hasMessageContaining(": header \"" + header + "\": expected timestamp and value, with");
    }
    folder.write("a.csv", "timestamp,\"value");
    assertThatThrownBy(() -> folder.files(DEFAULTS, "a.csv").check())
        .hasMessageEndingWith(": header: quotes that do not match");
  }

  @Test
  void passesAFailureOfItsReaderOn() throws IOException {
    folder.write("a.csv", "timestamp,value", "1,1", "2,1");
    ReadingFiles files = folder.files(DEFAULTS, "a.csv");

    assertThatThrownBy(
            () ->
                files.forEach(
                    reading -> {
                      throw new IOException("full");
                    }))
        .hasMessage("full");
    assertThat(files.fed()).isZero();
    assertThat(files.forEach(reading -> {})).isEqualTo(2);
  }

  private static long time(FedReading reading) {
    String json = new String(reading.json(), UTF_8);
    int start = json.indexOf("\"timestamp\":\"") + 13;
    return Instant.parse(json.substring(start, json.indexOf('"', start))).toEpochMilli();
  }
}
