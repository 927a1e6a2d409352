package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.state.Claim;
import io.taskweir.state.TaskId;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A claim's own layout: written, read back, and the same bytes in every version. */
class ClaimSerializerTest {

  private static final TaskId ID = new TaskId(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
  private static final TypeSerializer<Claim> SERIALIZER =
      Bytes.serializer(TypeInformation.of(Claim.class));

  /** A change of these bytes makes every savepoint unreadable: add a version instead. */
  private static final Map<Claim, String> PINNED =
      Map.of(
          Claim.DONE,
          "01",
          Claim.of(false, ID, null),
          "020102030405060708090a0b0c0d0e0f10",
          Claim.of(true, ID, null),
          "030102030405060708090a0b0c0d0e0f10",
          Claim.of(false, ID, -2L),
          "060102030405060708090a0b0c0d0e0f10fffffffffffffffe",
          Claim.of(true, ID, 5L),
          "070102030405060708090a0b0c0d0e0f100000000000000005");

  static Stream<Claim> claims() {
    return Stream.concat(
        PINNED.keySet().stream(),
        Stream.of(new Claim(true, 0, -1, null, 0L), new Claim(true, -1, 0, Long.MIN_VALUE, null)));
  }

  @ParameterizedTest
  @MethodSource("claims")
  void readsBackWhatItWrote(Claim claim) throws Exception {
    assertThat(Bytes.read(SERIALIZER, Bytes.write(SERIALIZER, claim))).isEqualTo(claim);
  }

  @ParameterizedTest
  @MethodSource("claims")
  void copies(Claim claim) throws Exception {
    byte[] bytes = Bytes.write(SERIALIZER, claim);
    DataOutputSerializer copied = new DataOutputSerializer(32);
    SERIALIZER.copy(new DataInputDeserializer(bytes), copied);

    assertThat(copied.getCopyOfBuffer()).isEqualTo(bytes);
    assertThat(SERIALIZER.duplicate().copy(claim)).isEqualTo(claim);
  }

  @Test
  void writesTheBytesThatEarlierVersionsWrote() throws Exception {
    for (Map.Entry<Claim, String> pin : PINNED.entrySet()) {
      assertThat(HexFormat.of().formatHex(Bytes.write(SERIALIZER, pin.getKey())))
          .isEqualTo(pin.getValue());
    }
  }

  @Test
  void aSavepointOfTheSameLayoutIsReadAsItIs() throws Exception {
    TypeSerializerSnapshot<Claim> saved = Bytes.snapshot(SERIALIZER, getClass().getClassLoader());

    assertThat(resolve(saved).isCompatibleAsIs()).isTrue();
    assertThat(saved.restoreSerializer()).isEqualTo(SERIALIZER);
  }

  @Test
  void claimsThatFlinksSerializerWroteAreWrittenAnew() throws Exception {
    TypeSerializerSnapshot<Claim> saved =
        Bytes.snapshot(Bytes.serializer(Bytes.claimByFlink()), getClass().getClassLoader());

    assertThat(resolve(saved).isCompatibleAfterMigration()).isTrue();
  }

  @Test
  void refusesWhatIsNoClaim() throws Exception {
    TypeSerializerSnapshot<Claim> saved =
        Bytes.snapshot(
            Bytes.serializer(TypeInformation.of(String.class)), getClass().getClassLoader());

    assertThat(resolve(saved).isIncompatible()).isTrue();
  }

  @Test
  void refusesALaterLayout() {
    TypeSerializerSnapshot<Claim> snapshot = SERIALIZER.snapshotConfiguration();

    assertThatThrownBy(
            () ->
                snapshot.readSnapshot(
                    2, new DataInputDeserializer(new byte[0]), getClass().getClassLoader()))
        .isInstanceOf(IOException.class)
        .hasMessage("claims are of layout 2, this version of Taskweir reads 1");
  }

  private static TypeSerializerSchemaCompatibility<Claim> resolve(
      TypeSerializerSnapshot<Claim> saved) {
    return SERIALIZER.snapshotConfiguration().resolveSchemaCompatibility(saved);
  }
}
