package io.taskweir.sensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClockJumpTest {

  private static final String START = "2026-01-01T00:00:00Z";
  private static final String DAY_LATER = "2026-01-02T00:00:00Z";
  private static final String JUMP = "2026-03-01T00:00:00Z";
  private static final String NEXT = "2026-03-01T00:01:00Z";
  private static final String FAR = "2026-05-01T00:00:00Z";
  private static final String FAR_NEXT = "2026-05-01T00:01:00Z";

  private final ValidationStage stage = new ValidationStage();

  @Test
  void believesTheFirstTimeOfASensor() {
    stage.at(JUMP);

    assertThat(stage.times()).containsExactly(JUMP);
  }

  @Test
  void believesAClockThatGoesAheadByADay() {
    stage.at(START);
    stage.at(DAY_LATER);

    assertThat(stage.times()).containsExactly(START, DAY_LATER);
  }

  @Test
  void holdsAJumpUntilAnotherReadingConfirmsIt() {
    stage.at(START);
    stage.at(JUMP);
    assertThat(stage.held()).isEqualTo(1);
    stage.at(NEXT);

    assertThat(stage.times()).containsExactly(START, JUMP, NEXT);
    assertThat(stage.held()).isZero();
  }

  @Test
  void movesTheClockOnceAJumpIsConfirmed() {
    stage.at(START);
    stage.at(NEXT);
    stage.at(JUMP);
    stage.at("2026-03-02T00:01:00Z");

    assertThat(stage.times()).containsExactly(START, NEXT, JUMP, "2026-03-02T00:01:00Z");
    assertThat(stage.held()).isZero();
  }

  @Test
  void letsNoReadingConfirmItself() {
    stage.at(START);
    stage.at(JUMP);
    stage.at(JUMP);
    assertThat(stage.times()).containsExactly(START);
    assertThat(stage.held()).isEqualTo(2);

    stage.at(NEXT);
    assertThat(stage.times()).containsExactly(START, JUMP, JUMP, NEXT);
  }

  @Test
  void refusesAJumpOnceTheOldClockGoesOn() {
    stage.at(START);
    stage.at(JUMP);
    stage.at("2026-01-01T00:02:00Z");

    assertThat(stage.times()).containsExactly(START, "2026-01-01T00:02:00Z");
    assertThat(stage.held()).isZero();
    assertThat(stage.rejections())
        .singleElement()
        .satisfies(
            rejection -> {
              assertThat(rejection.reason()).isEqualTo("CLOCK_JUMP");
              assertThat(rejection)
                  .hasMessageContainingAll(
                      "got " + JUMP, "after the sensor's clock, 2026-01-01T00:02:00Z");
            });
  }

  @Test
  void beginsAnewAfterAJumpWasRefused() {
    stage.at(START);
    stage.at(JUMP);
    stage.at("2026-01-01T00:01:00Z");
    stage.at(NEXT);
    assertThat(stage.held()).isEqualTo(1);
    stage.at("2026-03-01T00:02:00Z");

    assertThat(stage.times()).endsWith(NEXT, "2026-03-01T00:02:00Z");
    assertThat(stage.reasons()).containsExactly("CLOCK_JUMP");
  }

  @Test
  void takesAReadingOfLongAgoForNoProof() {
    stage.at(START);
    stage.at(JUMP);
    stage.at("2025-12-30T23:59:59Z");
    assertThat(stage.held()).isEqualTo(1);
    stage.at(NEXT);

    assertThat(stage.times()).containsExactly(START, "2025-12-30T23:59:59Z", JUMP, NEXT);
  }

  @Test
  void holdsASecondJumpThatIsFarFromTheFirst() {
    stage.at(START);
    stage.at(JUMP);
    stage.at(FAR);
    assertThat(stage.held()).isEqualTo(2);
    stage.at(FAR_NEXT);

    assertThat(stage.times()).containsExactly(START, JUMP, FAR, FAR_NEXT);
  }

  @Test
  void confirmsAJumpThatAWildOneInterrupts() {
    stage.at(START);
    stage.at(JUMP);
    stage.at(FAR);
    stage.at(NEXT);
    assertThat(stage.times()).containsExactly(START, JUMP);
    stage.at("2026-03-01T00:02:00Z");

    assertThat(stage.times()).containsExactly(START, JUMP, NEXT, "2026-03-01T00:02:00Z");
    assertThat(stage.reasons()).containsExactly("CLOCK_JUMP");
    assertThat(stage.rejections().get(0)).hasMessageContaining("got " + FAR);
  }

  @Test
  void judgesNoJumpBack() {
    stage.at(JUMP);
    stage.at(START);
    stage.at(NEXT);

    assertThat(stage.times()).containsExactly(JUMP, START, NEXT);
  }

  @Test
  void keepsTheSensorsUnitThroughAJump() {
    stage.take("{\"sensor\":\"s\",\"timestamp\":\"" + START + "\",\"value\":1,\"unit\":\"C\"}");
    stage.at(JUMP);
    stage.at(NEXT);

    assertThat(stage.accepted()).extracting(Reading::unit).containsExactly("C", "C", "C");
  }

  @Test
  void takesAForgottenSensorForANewOne() {
    stage.at(START);
    stage.forget();
    stage.at(JUMP);

    assertThat(stage.times()).containsExactly(START, JUMP);
  }

  @Test
  void writesTheClockOnlyOnceAMinute() {
    stage.at(START);
    for (int second = 1; second < 60; second++) {
      stage.at(Instant.parse(START).plusSeconds(second).toString());
    }
    stage.at("2026-01-01T00:01:00Z");
    stage.at("2025-12-31T12:00:00Z");
    assertThat(stage.writes()).isEqualTo(1);

    stage.at("2026-01-01T00:01:01Z");
    assertThat(stage.writes()).isEqualTo(2);
    assertThat(stage.accepted()).hasSize(63);
  }

  @Test
  void takesAnotherLengthOfAJump() {
    ValidationStage patient = new ValidationStage(new ValidateReading(Duration.ofDays(100)));
    patient.at(START);
    patient.at(JUMP);

    assertThat(patient.times()).containsExactly(START, JUMP);
  }

  @Test
  void keepsWhatItKnowsOfASensorInBytes() {
    for (SensorMemory memory :
        new SensorMemory[] {
          new SensorMemory(1, null, null),
          new SensorMemory(-1, 0L, "°C"),
          new SensorMemory(Long.MAX_VALUE, 5L, null)
        }) {
      assertThat(SensorMemory.of(memory.bytes())).isEqualTo(memory);
    }
    assertThat(SensorMemory.of(null)).isNull();
    assertThat(new SensorMemory(1, 2L, "C").bytes())
        .containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2, 'C');
  }

  @Test
  void refusesToReadWhatALaterVersionKept() {
    assertThatThrownBy(() -> SensorMemory.of(new byte[20]))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("memory of a sensor: expected version 1, got 0");
  }
}
