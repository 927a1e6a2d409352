package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.taskweir.engine.RecordingContext;
import io.taskweir.engine.Rejection;
import io.taskweir.engine.Scratch;
import io.taskweir.state.Content;
import io.taskweir.state.FailureClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an archive may cost at most, and that no archive costs more. */
class ArchiveLimitsTest {

  private static final ArchiveLimits SMALL = new ArchiveLimits(100, 10_000, 200_000, 10, 3, 5_000);

  @Test
  void endsABombByItsRatio() throws Exception {
    Rejection end = endOf(ArchiveLimits.defaults(), HostileArchives.ofZeros(20));

    assertThat(end.reason()).isEqualTo("LIMIT");
    assertThat(end.failureClass()).isEqualTo(FailureClass.LIMIT);
    assertThat(end).hasMessageContaining("for each byte packed").hasMessageContaining("100");
  }

  @Test
  void endsABombByItsBytes() throws Exception {
    ArchiveLimits wide = new ArchiveLimits(1_000_000, 0, 3_000_000, 10, 3, 5_000);

    assertThat(endOf(wide, HostileArchives.ofZeros(20))).hasMessageContaining("bytes unpacked");
  }

  @Test
  void endsABombOfBombs() throws Exception {
    byte[] bomb = HostileArchives.nested(HostileArchives.ofZeros(20), 2, 10);

    assertThat(endOf(ArchiveLimits.defaults(), bomb)).hasMessageContaining("bytes unpacked");
  }

  @Test
  void endsTooManyEntries() throws Exception {
    assertThat(endOf(ArchiveLimits.defaults(), HostileArchives.ofEntries(1_001)))
        .hasMessageContaining("archive entries");
    assertThat(pass(ArchiveLimits.defaults(), HostileArchives.ofEntries(1_000))).isEmpty();
  }

  @Test
  void countsEntriesOfAllLevelsTogether() throws Exception {
    byte[] six = HostileArchives.nested(HostileArchives.ofEntries(2), 1, 3);

    assertThat(pass(SMALL, six)).isEmpty();
    assertThat(endOf(SMALL, HostileArchives.nested(HostileArchives.ofEntries(2), 1, 4)))
        .hasMessageContaining("archive entries");
  }

  @Test
  void endsArchivesThatLieTooDeep() throws Exception {
    byte[] three = HostileArchives.nested(Archives.zip("a.txt", new byte[0]), 2, 1);
    byte[] four = HostileArchives.nested(Archives.zip("a.txt", new byte[0]), 3, 1);

    assertThat(pass(SMALL, three)).isEmpty();
    assertThat(endOf(SMALL, four)).hasMessageContaining("archives within archives");
  }

  @Test
  void endsANameThatWouldFillMemory() throws Exception {
    byte[] archive = Archives.tarGz("a".repeat(20_000), new byte[0]);

    ArchiveLimits wide = new ArchiveLimits(1_000_000, 0, 3_000_000, 10, 3, 5_000);

    assertThat(endOf(wide, archive)).hasMessageContaining("bytes of one archive header");
  }

  @Test
  void endsAPackedHeaderThatUnpacksToTooMuch() throws Exception {
    byte[] archive = Inspected.bytes("tool.7z");

    assertThat(pass(new ArchiveLimits(100, 10_000, 200_000, 10, 3, 118), archive)).hasSize(1);
    assertThat(endOf(new ArchiveLimits(100, 10_000, 200_000, 10, 3, 117), archive))
        .hasMessageContaining("bytes of one archive header");
  }

  @Test
  void letsAFewBytesOfZerosPass() throws Exception {
    assertThat(pass(ArchiveLimits.defaults(), Archives.gz(new byte[900_000]))).isEmpty();
  }

  @Test
  void writesNoMoreToScratchThanItMayUnpack() throws Exception {
    byte[] bomb = HostileArchives.nested(HostileArchives.ofZeros(20), 2, 10);
    long quota = bomb.length + SMALL.bytes();
    try (RecordingContext<Finding> context =
        new RecordingContext<Finding>().withScratchQuota(quota)) {
      assertThatThrownBy(() -> run(SMALL, bomb, context)).isInstanceOf(Rejection.class);
    }
  }

  @Test
  void leavesAFullScratchToTheRetries() throws Exception {
    byte[] archive = Archives.zip("a.txt", Archives.text("lantern"));
    try (RecordingContext<Finding> context = new RecordingContext<Finding>().withScratchQuota(10)) {
      assertThatThrownBy(() -> run(SMALL, archive, context))
          .isInstanceOf(Scratch.QuotaExceeded.class);
    }
  }

  @Test
  void keepsNoFileOfAnArchiveThatWasRead() throws Exception {
    byte[] archive = HostileArchives.nested(Archives.zip("a.txt", Archives.text("x")), 2, 2);
    try (RecordingContext<Finding> context = new RecordingContext<>()) {
      run(SMALL, archive, context);
      assertThat(files(context.scratch().directory())).isZero();
    }
  }

  private static long files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static Rejection endOf(ArchiveLimits limits, byte[] archive) throws Exception {
    try (RecordingContext<Finding> context = new RecordingContext<>()) {
      return catchThrowableOfType(Rejection.class, () -> run(limits, archive, context));
    }
  }

  private static List<Reason> pass(ArchiveLimits limits, byte[] archive) throws Exception {
    try (RecordingContext<Finding> context = new RecordingContext<>()) {
      run(limits, archive, context);
      return context.results().get(0).attachment().reasons();
    }
  }

  private static void run(ArchiveLimits limits, byte[] archive, RecordingContext<Finding> context)
      throws Exception {
    AnalyzeAttachment task = new AnalyzeAttachment(limits);
    task.open();
    task.run(new Attachment("a.bin", "application/octet-stream", Content.of(archive)), context);
  }
}
