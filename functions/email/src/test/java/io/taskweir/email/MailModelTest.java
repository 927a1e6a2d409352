package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MailModelTest {

  private static final MailModel TOY =
      Trainer.train(Samples.toy(1, 150), 42).calibrated(new MailModel.Calibration(0.8f, -0.5f));

  @Test
  void isReadAsItWasWritten() throws Exception {
    MailModel read = read(TOY.bytes());

    assertThat(read.bytes()).isEqualTo(TOY.bytes());
    assertThat(read.id()).isEqualTo(TOY.id()).matches("[0-9a-f]{8}");
    MailSample sample = Samples.plain("casino", "pills and a ladder");
    assertThat(Samples.score(read, sample)).isEqualTo(Samples.score(TOY, sample));
  }

  @Test
  void calibratesWhatItSays() {
    FeatureVector features = new MailFeatures().of(Samples.plain("casino", "pills"));

    assertThat(TOY.logOdds(features)).isEqualTo(0.8f * TOY.raw(features) - 0.5f);
  }

  @Test
  void roundsWeightsToLittle() {
    float[] learnt = new float[MailFeatures.SPACE];
    learnt[5] = 2;
    learnt[6] = -0.01f;
    MailModel model = MailModel.of(learnt, 0, MailModel.Calibration.NONE);

    assertThat(model.weight(5)).isEqualTo(2);
    assertThat(model.weight(6)).isCloseTo(-0.01, org.assertj.core.data.Offset.offset(0.001));
    assertThat(model.weight(7)).isZero();
    assertThat(model.size()).isEqualTo(2);
  }

  @Test
  void canKnowNothing() throws Exception {
    MailModel nothing = MailModel.of(new float[MailFeatures.SPACE], 0, MailModel.Calibration.NONE);

    assertThat(Samples.score(read(nothing.bytes()), Samples.plain("a", "b"))).isZero();
  }

  @Test
  void refusesWhatIsNoModelInOneLine() {
    assertThatThrownBy(() -> read(new byte[0]))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage("no model of taskweir: it does not begin with TWML");
    assertThatThrownBy(
            () ->
                read(
                    "not a model, but long enough to be one of those"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
        .hasMessageContaining("TWML");
    assertThatThrownBy(() -> read(new byte[MailModel.MOST_BYTES + 1]))
        .hasMessage("more than the 4194304 bytes allowed");
  }

  @Test
  void refusesADamagedFile() {
    Random random = new Random(7);
    byte[] whole = TOY.bytes();
    for (int i = 0; i < 50; i++) {
      byte[] damaged = whole.clone();
      damaged[4 + random.nextInt(damaged.length - 4)] ^= (byte) (1 + random.nextInt(255));
      assertThatThrownBy(() -> read(damaged)).hasMessage("damaged: its checksum is another");
    }
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 1)))
        .hasMessage("damaged: its checksum is another");
  }

  @Test
  void refusesAnotherVersionAndOtherFeatures() {
    assertThatThrownBy(() -> read(with(4, (short) 2))).hasMessage("version 2, expected 1");
    assertThatThrownBy(() -> read(with(6, (short) 9)))
        .hasMessage("feature scheme 9, expected " + MailFeatures.SCHEME);
    assertThatThrownBy(() -> read(with(8, (short) 1)))
        .hasMessageStartingWith("size of the hash space ");
  }

  @Test
  void refusesALieThatIsWellSigned() {
    assertThatThrownBy(() -> read(with(12, (short) 0x7fc0)))
        .hasMessage("damaged: a number in its head is none");
    assertThatThrownBy(() -> read(with(20, (short) 0xbf80)))
        .hasMessage("damaged: a number in its head is none");
    assertThatThrownBy(() -> read(with(28, (short) 0x7fff))).hasMessageStartingWith("damaged: ");
    assertThatThrownBy(() -> read(with(28, (short) 0xffff))).hasMessageStartingWith("damaged: ");
    assertThatThrownBy(() -> read(with(32, (short) 0))).hasMessageStartingWith("damaged: ");
  }

  @Test
  void survivesAnyBytesThatAreWellSigned() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[40 + random.nextInt(200)];
      random.nextBytes(bytes);
      System.arraycopy(TOY.bytes(), 0, bytes, 0, 28);
      byte[] signed = signed(bytes);
      try {
        assertThat(read(signed).bytes()).isNotEmpty();
      } catch (ModelFormatException e) {
        assertThat(e.getMessage()).doesNotContain("\n");
      }
    }
  }

  private static byte[] with(int at, short value) throws Exception {
    byte[] bytes = TOY.bytes();
    ByteBuffer.wrap(bytes).putShort(at, value);
    return signed(bytes);
  }

  private static byte[] signed(byte[] bytes) throws Exception {
    int end = bytes.length - 32;
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(bytes, 0, end);
    System.arraycopy(sha256.digest(), 0, bytes, end, 32);
    return bytes;
  }

  private static MailModel read(byte[] bytes) throws IOException {
    return MailModel.read(new ByteArrayInputStream(bytes));
  }
}
