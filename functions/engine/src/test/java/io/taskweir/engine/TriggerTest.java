package io.taskweir.engine;

import static io.taskweir.engine.CollectHarness.BERLIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.apache.flink.util.InstantiationUtil;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a trigger refuses, in one line each, and what it says of itself. */
class TriggerTest {

  private static final String HOURLY = "0 * * * *";

  private static void refuses(ThrowingCallable declaration, String line) {
    assertThatThrownBy(declaration)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trigger: " + line);
  }

  @Test
  void takesOneToAHundredThousandItems() {
    assertThat(Trigger.after(1).count()).isEqualTo(1);
    assertThat(Trigger.after(100_000).count()).isEqualTo(100_000);
    refuses(() -> Trigger.after(0), "1 to 100,000 items expected, got 0");
    refuses(() -> Trigger.after(100_001), "1 to 100,000 items expected, got 100001");
  }

  @Test
  void refusesACronExpressionThatCannotBeRead() {
    refuses(
        () -> Trigger.at("0 * * *", BERLIN),
        "a cron expression of five fields expected, got \"0 * * *\":"
            + " Cron expression contains 4 parts but we expect one of [5]");
    for (String cron :
        new String[] {"", "60 * * * *", "@hourly", "0 0 * * * *", "0 0 L * *", "x\ny"}) {
      assertThatThrownBy(() -> Trigger.at(cron, BERLIN))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("trigger: a cron expression of five fields expected, got \"");
    }
  }

  @Test
  void refusesACronExpressionThatNeverComes() {
    refuses(
        () -> Trigger.at("0 0 31 2 *", BERLIN),
        "a cron expression of five fields expected, got \"0 0 31 2 *\": it never comes");
  }

  @Test
  void refusesTimesThatAreNone() {
    refuses(() -> Trigger.after(Duration.ZERO), "wait: 1 ms to 3,650 days expected, got PT0S");
    refuses(
        () -> Trigger.after(Duration.ofNanos(999_999)),
        "wait: 1 ms to 3,650 days expected, got PT0.000999999S");
    refuses(
        () -> Trigger.after(Duration.ofSeconds(Long.MAX_VALUE)),
        "wait: 1 ms to 3,650 days expected, got PT2562047788015215H30M7S");
    refuses(
        () -> Trigger.after(1).idleAfter(Duration.ZERO),
        "idleAfter: 1 ms to 3,650 days expected, got PT0S");
  }

  @Test
  void refusesAJitterAsLongAsWhatLiesBetweenTwoCronTimes() {
    String line =
        "a jitter shorter than the 3600000 ms between two times of \"0 * * * *\" expected,"
            + " got 3600000 ms";
    refuses(() -> Trigger.at(HOURLY, BERLIN).jitter(Duration.ofHours(1)), line);
    refuses(() -> Trigger.after(5).jitter(Duration.ofHours(1)).orAt(HOURLY, BERLIN), line);
    Duration shorter = Duration.ofHours(1).minusMillis(1);
    assertThat(Trigger.at(HOURLY, BERLIN).jitter(shorter).jitterMillis()).isEqualTo(3_599_999);
  }

  @Test
  void refusesAConditionThatIsDeclaredTwice() {
    refuses(() -> Trigger.after(5).orAfter(6), "one number of items expected, got 5 and 6");
    refuses(
        () -> Trigger.at(HOURLY, BERLIN).orAt("5 * * * *", BERLIN),
        "one cron expression expected, got 0 * * * * and 5 * * * *");
    refuses(
        () -> Trigger.after(Duration.ofSeconds(1)).orAfter(Duration.ofSeconds(2)),
        "one longest wait expected, got 1000 ms and 2000 ms");
  }

  @Test
  void isNotChangedByWhatIsMadeOfIt() {
    Trigger five = Trigger.after(5);
    Trigger more = five.orAt(HOURLY, BERLIN).orAfter(Duration.ofDays(1)).evenIfEmpty();

    assertThat(five.cron()).isNull();
    assertThat(five.waitMillis()).isZero();
    assertThat(five.firesEmpty()).isFalse();
    assertThat(more.count()).isEqualTo(5);
  }

  @Test
  void goesToTheTaskManagersAsItIs() throws IOException, ClassNotFoundException {
    Trigger declared =
        Trigger.after(5)
            .orAt(HOURLY, BERLIN)
            .orAfter(Duration.ofDays(1))
            .missed(Missed.ALL)
            .jitter(Duration.ofMinutes(5))
            .evenIfEmpty()
            .idleAfter(Duration.ofDays(7));

    Trigger there =
        InstantiationUtil.deserializeObject(
            InstantiationUtil.serializeObject(declared), getClass().getClassLoader());

    assertThat(there).usingRecursiveComparison().isEqualTo(declared);
  }
}
