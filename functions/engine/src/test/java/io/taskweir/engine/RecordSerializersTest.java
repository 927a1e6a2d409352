package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import io.taskweir.engine.internal.Payloads;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.state.Account;
import io.taskweir.state.Attempt;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.BlobRef;
import io.taskweir.state.Claim;
import io.taskweir.state.Collected;
import io.taskweir.state.Content;
import io.taskweir.state.DeadLetter;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Hold;
import io.taskweir.state.Retry;
import io.taskweir.state.Setting;
import io.taskweir.state.SharedEntry;
import io.taskweir.state.SinkRecord;
import io.taskweir.state.Source;
import io.taskweir.state.SourceRecord;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import io.taskweir.state.TaskTypeInfo;
import io.taskweir.state.Timeline;
import io.taskweir.state.WindowTotal;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record that is kept in state or crosses an edge is serialised by Flink, never by Kryo. */
class RecordSerializersTest {

  private static final byte[] BYTES = {0, 1, -1};
  private static final BlobRef BLOB = new BlobRef("ab".repeat(32), 70_000);
  private static final List<Attempt> ATTEMPTS =
      List.of(new Attempt(Instant.ofEpochMilli(5), "error"));

  /** A record, with and without what may be missing. */
  record Sample<T>(TypeInformation<T> type, List<T> values) {

    @Override
    public String toString() {
      return type.toString();
    }
  }

  private static <T> Sample<T> sample(Class<T> type, T value) {
    return new Sample<>(TypeInformation.of(type), List.of(value));
  }

  private static <T> Sample<T> sample(Class<T> type, T value, T other) {
    return new Sample<>(TypeInformation.of(type), List.of(value, other));
  }

  static Stream<Sample<?>> records() {
    return Stream.of(
        sample(Account.class, new Account(1, 2, 3, 4, 5, 6)),
        sample(Attempt.class, ATTEMPTS.get(0)),
        sample(BlobRef.class, BLOB),
        sample(Collected.class, new Collected("blue", 1, 2, 3, 4, 5, Collected.NEVER)),
        sample(Content.class, new Content("d", BYTES, null), new Content("d", null, BLOB)),
        sample(Hold.class, new Hold(true, 1, 2)),
        sample(
            Retry.class,
            new Retry(1, 2, 3, ATTEMPTS, new Hold(true, 1, 2)),
            new Retry(1, 2, 0, List.of(), null)),
        sample(Setting.class, new Setting("n", 1, "v"), new Setting("n", 2, null)),
        sample(SharedEntry.class, new SharedEntry(7, BYTES)),
        sample(Source.class, new Source("n", "t", 1, 2), new Source(null, "t", 1, 2)),
        sample(DeadLetter.Input.class, new DeadLetter.Input("T", DeadLetter.Encoding.JSON, "v")),
        sample(Manifest.Child.class, new Manifest.Child("single", "id")),
        sample(Gathered.Ended.class, new Gathered.Ended("stage", "REASON")),
        sample(AuditEvent.class, event("x"), event(null)),
        sample(
            DeadLetter.class,
            letter("x", new Source("n", "t", 1, 2), ATTEMPTS),
            letter(null, null, List.of())));
  }

  /** What is written by hand, see {@link ClaimSerializerTest}. */
  static Stream<Sample<?>> claims() {
    return Stream.of(
        sample(
            Claim.class,
            new Claim(true, 1, 2, 3L, 4L),
            new Claim(false, -1, Long.MIN_VALUE, null, null)));
  }

  /** What only crosses edges, and so may change from version to version. */
  static Stream<Sample<?>> recordsOfKafka() {
    return Stream.of(
        sample(
            SourceRecord.class,
            new SourceRecord("t", 1, 2, 3, BYTES, BYTES, Map.of("header", BYTES)),
            new SourceRecord("t", 1, 2, 3, null, new byte[0], Map.of())),
        sample(
            SinkRecord.class,
            new SinkRecord("t", "blue", BYTES, BYTES, Map.of("header", BYTES)),
            new SinkRecord("t", "blue", null, BYTES, Map.of())));
  }

  static Stream<Sample<?>> payloadsOfTheEngine() {
    Line line = new Line("k", "text");
    Count count = new Count("k", 1);
    return Stream.of(
        new Sample<>(
            Payloads.manifest(TypeInformation.of(Line.class)),
            List.of(
                new Manifest<>(line, List.of(new Manifest.Child("single", "id"))),
                new Manifest<>(line, List.of()))),
        new Sample<>(
            Payloads.outcome(TypeInformation.of(Count.class)),
            List.of(
                new Outcome<>(
                    "stage",
                    null,
                    List.of(count, count),
                    List.of(new Manifest.Child("links", "ab"))),
                new Outcome<>("stage", Outcome.SUPPRESSED, List.of(), null))),
        new Sample<>(
            Payloads.batch(TypeInformation.of(Line.class)),
            List.of(
                new Batch<>(List.of(line, line), Batch.Cause.SCHEDULE, 1, 2),
                new Batch<>(List.of(), Batch.Cause.END, -1, Long.MAX_VALUE))),
        new Sample<>(
            Payloads.gathered(TypeInformation.of(Line.class), TypeInformation.of(Count.class)),
            List.of(
                new Gathered<>(
                    line, List.of(count), List.of(new Gathered.Ended("s", "r")), List.of("t")),
                new Gathered<>(line, List.of(), List.of(), List.of()))),
        new Sample<>(
            Payloads.timeline(TypeInformation.of(Count.class)),
            List.of(
                new Timeline<>("blue", 1, 2, new long[] {3, 4}, count),
                new Timeline<>("blue", -1, Timeline.NO_TIMER, new long[0], null))),
        new Sample<>(
            Payloads.total(TypeInformation.of(Count.class)), List.of(new WindowTotal<>(2, count))));
  }

  private static AuditEvent event(@Nullable String optional) {
    return new AuditEvent(
        Instant.ofEpochSecond(1, 2),
        AuditEvent.Event.LATE,
        "w",
        "s",
        "t",
        "r",
        optional,
        optional,
        "blue",
        1,
        2,
        3,
        optional);
  }

  private static DeadLetter letter(
      @Nullable String parent, @Nullable Source source, List<Attempt> attempts) {
    return new DeadLetter(
        "id",
        "root",
        parent,
        "blue",
        1,
        2,
        "w",
        "s",
        "REASON",
        FailureClass.RESOURCE,
        "detail",
        "print",
        attempts,
        source,
        new DeadLetter.Input("T", DeadLetter.Encoding.BLOB, "v"),
        Instant.ofEpochSecond(1, 2),
        "dev");
  }

  @ParameterizedTest
  @MethodSource({"records", "recordsOfKafka", "payloadsOfTheEngine"})
  <T> void areKeptByFlinksSerializerOfRecords(Sample<T> sample) {
    assertThat(Bytes.serializer(sample.type())).isInstanceOf(PojoSerializer.class);
  }

  @ParameterizedTest
  @MethodSource({"records", "claims", "recordsOfKafka", "payloadsOfTheEngine"})
  <T> void areReadBackAsTheyWere(Sample<T> sample) throws Exception {
    TypeSerializer<T> serializer = Bytes.serializer(sample.type());
    for (T value : sample.values()) {
      assertThat(Bytes.read(serializer, Bytes.write(serializer, value)))
          .usingRecursiveComparison()
          .isEqualTo(value);
    }
  }

  @ParameterizedTest
  @MethodSource({"records", "claims", "recordsOfKafka", "payloadsOfTheEngine"})
  <T> void areReadBackWithinATask(Sample<T> sample) throws Exception {
    TypeSerializer<Task<T>> serializer = Bytes.serializer(new TaskTypeInfo<>(sample.type()));
    for (T value : sample.values()) {
      Task<T> task = Task.root(new TaskId(1, 2), "blue", 3, 4, null, value);
      assertThat(Bytes.read(serializer, Bytes.write(serializer, task)))
          .usingRecursiveComparison()
          .isEqualTo(task);
    }
  }

  @ParameterizedTest
  @MethodSource({"records", "claims", "recordsOfKafka", "payloadsOfTheEngine"})
  <T> void areReadFromASavepointAsTheyAre(Sample<T> sample) throws Exception {
    TypeSerializer<T> serializer = Bytes.serializer(sample.type());
    TypeSerializerSnapshot<T> saved = Bytes.snapshot(serializer, getClass().getClassLoader());

    assertThat(
            serializer.snapshotConfiguration().resolveSchemaCompatibility(saved).isCompatibleAsIs())
        .isTrue();
  }

  /** The type of a key may never change: two longs, sixteen bytes. */
  @Test
  void theKeyOfAStageIsSixteenBytes() throws Exception {
    assertThat(Bytes.write(Bytes.serializer(StageKeySelector.TYPE), Tuple2.of(1L, -1L)))
        .isEqualTo(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, -1, -1, -1, -1, -1, -1, -1, -1});
  }

  /**
   * A field that is renamed is restored as null, in silence, and an enum constant that is gone
   * makes a savepoint unreadable. Whoever adds or removes a field changes its pin too; no pin is
   * edited.
   */
  @Test
  void theirFieldsKeepNamesAndTypes() throws Exception {
    List<String> fields =
        Stream.of(records(), claims(), payloadsOfTheEngine())
            .flatMap(samples -> samples)
            .flatMap(sample -> Stream.of(sample.type().getTypeClass().getRecordComponents()))
            .map(field -> name(field.getDeclaringRecord(), field.getName()) + typeOf(field))
            .sorted()
            .toList();

    assertThat(fields).isEqualTo(Bytes.lines("record-fields.txt"));
  }

  private static String name(Class<?> type, String field) {
    String full = type.getName();
    return full.substring(full.lastIndexOf('.') + 1) + "." + field + ": ";
  }

  private static String typeOf(RecordComponent field) {
    return field.getType().isEnum()
        ? Arrays.toString(field.getType().getEnumConstants())
        : field.getGenericType().getTypeName();
  }
}
