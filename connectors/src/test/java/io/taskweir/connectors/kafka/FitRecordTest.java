package io.taskweir.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.state.BlobRef;
import io.taskweir.state.Content;
import io.taskweir.state.Headers;
import io.taskweir.state.Json;
import io.taskweir.state.SinkRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitRecordTest {

  private static final int LIMIT = 20_000;

  @TempDir Path folder;
  private FileSystemBlobStore blobs;
  private FitRecord fit;

  @BeforeEach
  void open() {
    blobs = new FileSystemBlobStore(folder.toUri().toString());
    fit = new FitRecord(blobs, new SizeLimits(Map.of("results", LIMIT, "wide", 1_000_000)));
  }

  @Test
  void passesASmallRecordOnAsItIs() throws IOException {
    SinkRecord record = record("key", new byte[100], Map.of());

    assertThat(fit.map(record)).isSameAs(record);
  }

  @Test
  void fillsALimitToItsLastByte() throws IOException {
    SinkRecord empty = record("key", new byte[0], Map.of());
    int room = LIMIT - (int) RecordSize.upperBound(empty);
    SinkRecord full = record("key", new byte[room], Map.of());

    assertThat(fit.map(full)).isSameAs(full);
    assertThat(fit.map(record("key", new byte[room + 1], Map.of())).value()).isEmpty();
  }

  @Test
  void sendsAReferenceInPlaceOfALargeBody() throws IOException {
    byte[] body = "x".repeat(30_000).getBytes(UTF_8);

    SinkRecord fitted = fit.map(record("key", body, Map.of("trace", utf8("1"))));

    assertThat(fitted.value()).isEmpty();
    assertThat(fitted.key()).isEqualTo(utf8("key"));
    assertThat(fitted.headers()).containsOnlyKeys("trace", Headers.BLOB, Headers.TENANT);
    assertThat(text(fitted, Headers.TENANT)).isEqualTo("acme");
    assertThat(stored(fitted, Headers.BLOB)).isEqualTo(body);
  }

  @Test
  void measuresEachTopicByItsOwnLimit() throws IOException {
    SinkRecord wide = new SinkRecord("wide", "acme", null, new byte[500_000], Map.of());

    assertThat(fit.map(wide)).isSameAs(wide);
  }

  @Test
  void measuresAnUnknownTopicByTheSmallestLimit() throws IOException {
    SinkRecord unknown = new SinkRecord("unknown", "acme", null, new byte[LIMIT], Map.of());

    assertThat(fit.map(unknown).value()).isEmpty();
  }

  @Test
  void storesTheBodyOfATenantThatIsNoneForTheDefaultOneAndSaysSo() throws IOException {
    Map<String, byte[]> headers = Map.of(Headers.TENANT, utf8("No/../Tenant"));

    SinkRecord fitted =
        fit.map(new SinkRecord("results", "No/../Tenant", null, new byte[LIMIT], headers));

    assertThat(text(fitted, Headers.TENANT)).isEqualTo("default");
    try (InputStream in = blobs.open("default", BlobRef.parse(text(fitted, Headers.BLOB)))) {
      assertThat(in.readAllBytes()).hasSize(LIMIT);
    }
  }

  @Test
  void storesHeadersThatDoNotFitEvenWithoutABody() throws IOException {
    Map<String, byte[]> headers = new HashMap<>();
    headers.put(Headers.SOURCE, utf8("a.eml"));
    headers.put(Headers.KIND, utf8("rollups"));
    headers.put("stranger", new byte[LIMIT]);

    SinkRecord fitted = fit.map(record("key", utf8("body"), headers));

    assertThat(RecordSize.upperBound(fitted)).isLessThan(LIMIT);
    assertThat(fitted.headers())
        .containsOnlyKeys(
            Headers.SOURCE, Headers.KIND, Headers.TENANT, Headers.BLOB, FitRecord.OVERFLOW);
    assertThat(fitted.key()).isEqualTo(utf8("key"));
    assertThat(stored(fitted, Headers.BLOB)).isEqualTo(utf8("body"));
    assertThat(overflow(fitted).headers().get("stranger")).hasSize(LIMIT);
  }

  @Test
  void storesALargeKeyAndSendsItsHashSoThatEqualKeysStayEqual() throws IOException {
    String key = "k".repeat(LIMIT);

    SinkRecord fitted = fit.map(record(key, utf8("body"), Map.of()));

    assertThat(new String(fitted.key(), UTF_8)).isEqualTo(Content.digestOf(utf8(key)));
    assertThat(overflow(fitted).key()).isEqualTo(utf8(key));
    assertThat(fit.map(record(key, utf8("other"), Map.of())).key()).isEqualTo(fitted.key());
  }

  @Test
  void fitsTheWorstRecordIntoTheSmallestLimit() throws IOException {
    fit = new FitRecord(blobs, new SizeLimits(Map.of("results", SizeLimits.SMALLEST)));
    Map<String, byte[]> headers = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      headers.put("h" + i, new byte[i % 7]);
    }
    for (String ours : new String[] {Headers.ID, Headers.SOURCE, Headers.TENANT}) {
      headers.put(ours, new byte[FitRecord.SMALL]);
    }

    SinkRecord fitted = fit.map(record("k".repeat(FitRecord.SMALL), new byte[50_000], headers));

    assertThat(RecordSize.upperBound(fitted)).isLessThan(SizeLimits.SMALLEST / 2);
    assertThat(overflow(fitted).headers()).hasSizeGreaterThan(5_000);
  }

  private FitRecord.Overflow overflow(SinkRecord record) throws IOException {
    return Json.mapper().readValue(stored(record, FitRecord.OVERFLOW), FitRecord.Overflow.class);
  }

  private byte[] stored(SinkRecord record, String header) throws IOException {
    try (InputStream in = blobs.open("acme", BlobRef.parse(text(record, header)))) {
      return in.readAllBytes();
    }
  }

  private static String text(SinkRecord record, String header) {
    return new String(record.headers().get(header), UTF_8);
  }

  private static SinkRecord record(String key, byte[] value, Map<String, byte[]> headers) {
    return new SinkRecord("results", "acme", utf8(key), value, headers);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
