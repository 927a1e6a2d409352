package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepTest {

  @TempDir Path store;

  private final StringWriter err = new StringWriter();

  @Test
  void deletesWhatNothingCanNameAnyMoreAndKeepsTheRest() throws IOException {
    Path old = blob("0a", Duration.ofDays(92));
    Path young = blob("0b", Duration.ofDays(90));

    assertThat(sweep("--blobs", store.toString())).isZero();

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void refusesToDeleteWhatADeadLetterMayStillName() throws IOException {
    Path old = blob("0a", Duration.ofDays(60));

    assertThat(sweep("--blobs", store.toString(), "--older-than", "30 d")).isEqualTo(2);
    assertThat(err.toString()).contains("at least 91 d", "90 d", "--anyway");
    assertThat(old).exists();

    assertThat(sweep("--blobs", store.toString(), "--older-than", "30 d", "--anyway")).isZero();
    assertThat(old).doesNotExist();
  }

  @Test
  void saysWhatAnAgeLooksLike() {
    assertThat(sweep("--blobs", store.toString(), "--older-than", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("--older-than soon: expected a duration such as 120 d");
  }

  private Path blob(String start, Duration age) throws IOException {
    Path file = store.resolve("default").resolve(start).resolve(start + "0".repeat(62));
    Files.createDirectories(file.getParent());
    Files.writeString(file, "bytes");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    return file;
  }

  private int sweep(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "sweep";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Taskweir.commandLine().setErr(new PrintWriter(err, true)).execute(all);
  }
}
