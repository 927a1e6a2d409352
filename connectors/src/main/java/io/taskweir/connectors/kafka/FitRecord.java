package io.taskweir.connectors.kafka;

import io.taskweir.state.BlobRef;
import io.taskweir.state.BlobStore;
import io.taskweir.state.Content;
import io.taskweir.state.Headers;
import io.taskweir.state.Json;
import io.taskweir.state.SinkRecord;
import io.taskweir.state.Task;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.metrics.Counter;

/**
 * The one step before the sink: no record that Kafka would refuse gets there, since the sink would
 * restart the job over it for ever.
 *
 * <p>A record above its topic's limit leaves its body in the tenant's blob store and goes on with
 * an empty value and a {@link Headers#BLOB} header. Where key and headers alone pass the limit,
 * they too become a blob, an {@link Overflow} in JSON that the header {@link #OVERFLOW} names: the
 * record keeps its source, kind and ids of at most {@value #SMALL} bytes and, in place of a longer
 * key, the key's SHA-256 in hex (so equal keys stay equal). Nothing is cut off, and both are
 * counted ({@code bodiesMovedToBlobs}, {@code headersMovedToBlobs}).
 *
 * <p>It costs a sum over lengths a record, and a write to the blob store for those above the limit.
 */
public final class FitRecord extends RichMapFunction<SinkRecord, SinkRecord> {

  private static final long serialVersionUID = 1L;

  /** The header that names the blob of a record's own key and headers. */
  public static final String OVERFLOW = "taskweir-overflow";

  /** Keys and headers up to this many bytes stay with their record whatever happens. */
  static final int SMALL = 1024;

  private static final byte[] EMPTY = {};
  private static final List<String> KEPT =
      List.of(Headers.ID, Headers.SOURCE, Headers.BLOB, Headers.KIND);

  private final BlobStore blobs;
  private final SizeLimits limits;
  @Nullable private transient Counter bodies;
  @Nullable private transient Counter headers;

  /**
   * What a record's key and headers were, where they did not fit.
   *
   * @param key the key, in base64; null where it had none
   * @param headers the headers, each in base64
   */
  public record Overflow(@Nullable byte[] key, Map<String, byte[]> headers) {}

  /** Keeps records within {@code limits}, what is above them goes to {@code blobs}. */
  public FitRecord(BlobStore blobs, SizeLimits limits) {
    this.blobs = blobs;
    this.limits = limits;
  }

  @Override
  public void open(OpenContext context) {
    bodies = getRuntimeContext().getMetricGroup().counter("bodiesMovedToBlobs");
    headers = getRuntimeContext().getMetricGroup().counter("headersMovedToBlobs");
  }

  @Override
  public SinkRecord map(SinkRecord record) throws IOException {
    int limit = limits.of(record.topic());
    if (RecordSize.upperBound(record) <= limit) {
      return record;
    }
    SinkRecord fitted = record.value().length == 0 ? record : withoutBody(record);
    return RecordSize.upperBound(fitted) <= limit ? fitted : withoutHeaders(fitted);
  }

  private SinkRecord withoutBody(SinkRecord record) throws IOException {
    String owner = owner(record);
    BlobRef body = blobs.put(owner, record.value());
    count(bodies);
    Map<String, byte[]> all = new HashMap<>(record.headers());
    all.put(Headers.BLOB, utf8(body.text()));
    all.put(Headers.TENANT, utf8(owner));
    return new SinkRecord(record.topic(), record.tenant(), record.key(), EMPTY, all);
  }

  private SinkRecord withoutHeaders(SinkRecord record) throws IOException {
    Overflow overflow = new Overflow(record.key(), record.headers());
    String owner = owner(record);
    BlobRef blob = blobs.put(owner, Json.writeBytes(overflow));
    count(headers);
    Map<String, byte[]> kept = new HashMap<>();
    for (String name : KEPT) {
      byte[] value = record.headers().get(name);
      if (value != null && value.length <= SMALL) {
        kept.put(name, value);
      }
    }
    kept.put(OVERFLOW, utf8(blob.text()));
    kept.put(Headers.TENANT, utf8(owner));
    byte[] key = record.key();
    if (key != null && key.length > SMALL) {
      key = utf8(Content.digestOf(key));
    }
    return new SinkRecord(record.topic(), record.tenant(), key, record.value(), kept);
  }

  /** The blob store refuses a tenant that is none, which would restart the job for ever. */
  private static String owner(SinkRecord record) {
    return record.tenant().matches("[a-z0-9-]{1,63}") ? record.tenant() : Task.DEFAULT_TENANT;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void count(@Nullable Counter counter) {
    if (counter != null) {
      counter.inc();
    }
  }
}
