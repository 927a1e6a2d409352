package io.taskweir.connectors.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.state.BlobRef;
import io.taskweir.state.Content;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemBlobStoreTest {

  private static final byte[] HELLO = "hello".getBytes(UTF_8);

  @TempDir Path folder;
  private FileSystemBlobStore blobs;

  @BeforeEach
  void open() {
    blobs = new FileSystemBlobStore(folder.toUri().toString());
  }

  @Test
  void readsBackWhatWasPut() throws IOException {
    BlobRef ref = blobs.put("acme", HELLO);

    assertThat(ref).isEqualTo(new BlobRef(Content.digestOf(HELLO), 5));
    assertThat(read(ref)).isEqualTo(HELLO);
  }

  @Test
  void readsBackWhatWasPutFromAStream() throws IOException {
    BlobRef ref = blobs.put("acme", new ByteArrayInputStream(HELLO));

    assertThat(ref).isEqualTo(new BlobRef(Content.digestOf(HELLO), 5));
    assertThat(read(ref)).isEqualTo(HELLO);
  }

  @Test
  void takesAPlainPath() throws IOException {
    blobs = new FileSystemBlobStore(folder.resolve("plain").toString());

    assertThat(read(blobs.put("acme", HELLO))).isEqualTo(HELLO);
  }

  @Test
  void keepsAnEmptyBlob() throws IOException {
    assertThat(read(blobs.put("acme", new byte[0]))).isEmpty();
  }

  @Test
  void putsABlobUnderItsTenantAndAddressAndLeavesNothingElse() throws IOException {
    BlobRef ref = blobs.put("acme", HELLO);
    blobs.put("acme", HELLO);
    blobs.put("acme", new ByteArrayInputStream(HELLO));

    assertThat(files())
        .containsExactly("acme/" + ref.sha256().substring(0, 2) + "/" + ref.sha256());
  }

  @Test
  void doesNotShareABlobAmongTenants() throws IOException {
    BlobRef ref = blobs.put("acme", HELLO);

    assertThatThrownBy(() -> blobs.open("other", ref))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining(ref.sha256())
        .hasMessageContaining("tenant other");
  }

  @Test
  void refusesATruncatedBlobBeforeItIsRead() throws IOException {
    BlobRef ref = blobs.put("acme", HELLO);
    Files.write(file(ref), "hel".getBytes(UTF_8));

    assertThatThrownBy(() -> blobs.open("acme", ref))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("5 bytes expected, 3 found");
  }

  @Test
  void throwsAtTheEndOfADamagedBlob() throws IOException {
    BlobRef ref = blobs.put("acme", HELLO);
    Files.write(file(ref), "hellO".getBytes(UTF_8));

    assertThatThrownBy(() -> read(ref))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is damaged");
  }

  @Test
  void verifiesAlsoWhatWasSkippedOrReadByteByByte() throws IOException {
    BlobRef ref = blobs.put("acme", HELLO);
    try (InputStream in = blobs.open("acme", ref)) {
      assertThat(in.read()).isEqualTo('h');
      assertThat(in.skip(2)).isEqualTo(2);
      assertThat(in.read()).isEqualTo('l');
      assertThat(in.skip(10)).isEqualTo(1);
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void writesATruncatedBlobAnewWhenItIsPutAgain() throws IOException {
    BlobRef ref = blobs.put("acme", HELLO);
    Files.write(file(ref), "hel".getBytes(UTF_8));

    blobs.put("acme", HELLO);

    assertThat(read(ref)).isEqualTo(HELLO);
  }

  @Test
  void refusesTenantsAndAddressesThatLeadElsewhere() {
    assertThatThrownBy(() -> blobs.put("../acme", HELLO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tenant: expected [a-z0-9-]{1,63}");
    assertThatThrownBy(() -> blobs.open("acme", new BlobRef("../../etc/passwd", 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("blob address: expected 64 lower-case hex digits");
  }

  @Test
  void sweepsWhatIsOlderAndCountsIt() throws IOException {
    Instant now = Instant.parse("2030-01-31T00:00:00Z");
    BlobRef old = blobs.put("acme", HELLO);
    BlobRef young = blobs.put("other", "young".getBytes(UTF_8));
    age(file(old), now.minus(Duration.ofDays(31)));
    age(file("other", young), now.minus(Duration.ofDays(29)));

    assertThat(blobs.sweep(Duration.ofDays(30), now)).isEqualTo(1);

    assertThat(files())
        .containsExactly("other/" + young.sha256().substring(0, 2) + "/" + young.sha256());
  }

  @Test
  void sweepsWhatWritersThatDiedLeft() throws IOException {
    Instant now = Instant.parse("2030-01-31T00:00:00Z");
    Path left = folder.resolve("acme").resolve(FileSystemBlobStore.UNFINISHED).resolve("half");
    Files.createDirectories(left.getParent());
    Files.write(left, HELLO);
    age(left, now.minus(Duration.ofDays(31)));

    assertThat(blobs.sweep(Duration.ofDays(30), now)).isZero();

    assertThat(files()).isEmpty();
  }

  @Test
  void sweepsAStoreThatNobodyHasWrittenTo() throws IOException {
    blobs = new FileSystemBlobStore(folder.resolve("absent").toUri().toString());

    assertThat(blobs.sweep(Duration.ZERO, Instant.now())).isZero();
  }

  @Test
  void keepsAnOldBlobThatWasPutAgain() throws IOException {
    Instant now = Instant.now();
    BlobRef ref = blobs.put("acme", HELLO);
    age(file(ref), now.minus(Duration.ofDays(31)));

    blobs.put("acme", HELLO);

    assertThat(blobs.sweep(Duration.ofDays(30), now)).isZero();
    assertThat(read(ref)).isEqualTo(HELLO);
  }

  @Test
  void sweepsABlobWithItsMarkerOnceThatIsOldToo() throws IOException {
    Instant now = Instant.now();
    BlobRef ref = blobs.put("acme", HELLO);
    age(file(ref), now.minus(Duration.ofDays(31)));
    blobs.put("acme", HELLO);

    assertThat(blobs.sweep(Duration.ofDays(30), now.plus(Duration.ofDays(31)))).isEqualTo(1);
    assertThat(files()).isEmpty();
  }

  @Test
  void marksABlobAtMostOnceADay() throws IOException {
    Instant now = Instant.now();
    BlobRef ref = blobs.put("acme", HELLO);
    age(file(ref), now.minus(Duration.ofDays(5)));
    blobs.put("acme", HELLO);
    Path marker = file(ref).resolveSibling(ref.sha256() + FileSystemBlobStore.SEEN);
    age(marker, now.minus(Duration.ofHours(20)));
    FileTime marked = Files.getLastModifiedTime(marker);

    blobs.put("acme", HELLO);
    assertThat(Files.getLastModifiedTime(marker)).isEqualTo(marked);

    Clock tomorrow = Clock.fixed(now.plus(Duration.ofHours(5)), ZoneOffset.UTC);
    new FileSystemBlobStore(folder.toUri().toString(), tomorrow).put("acme", HELLO);
    assertThat(Files.getLastModifiedTime(marker)).isGreaterThan(marked);
  }

  @Test
  void letsManyWriteTheSameBlobAtOnce() throws Exception {
    byte[] bytes = new byte[200_000];
    Callable<BlobRef> put = () -> blobs.put("acme", new ByteArrayInputStream(bytes));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<BlobRef>> puts =
          threads.invokeAll(IntStream.range(0, 64).mapToObj(i -> put).toList());
      for (Future<BlobRef> done : puts) {
        assertThat(read(done.get())).hasSize(bytes.length);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(files()).hasSize(1);
  }

  @Test
  void travelsToTaskManagers() throws Exception {
    BlobRef ref = blobs.put("acme", HELLO);
    blobs = InstantiationUtil.clone(blobs);

    assertThat(read(ref)).isEqualTo(HELLO);
  }

  private byte[] read(BlobRef ref) throws IOException {
    try (InputStream in = blobs.open("acme", ref)) {
      return in.readAllBytes();
    }
  }

  private Path file(BlobRef ref) {
    return file("acme", ref);
  }

  private Path file(String tenant, BlobRef ref) {
    return folder.resolve(tenant).resolve(ref.sha256().substring(0, 2)).resolve(ref.sha256());
  }

  private static void age(Path file, Instant modified) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(modified));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
