package io.taskweir.deploy.load;

import static io.taskweir.deploy.RunFolder.START;
import static io.taskweir.deploy.RunFolder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.deploy.RunFolder;
import io.taskweir.deploy.records.FolderRecords;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.AuditEvent.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadCountTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path directory;
  private RunFolder run;

  @BeforeEach
  void begin() throws IOException {
    run = new RunFolder(directory, "email");
  }

  @Test
  void countsATaskWhereItEndedAndItsTimeWhereItRan() throws IOException {
    ran("acme", Event.SUCCEEDED, 90_000, 60_000);

    List<LoadLine> lines = count(2).lines();

    assertThat(lines).extracting(LoadLine::windowStart).containsExactly(START, START.plus(MINUTE));
    assertThat(lines).extracting(LoadLine::tasks).containsExactly(0L, 1L);
    assertThat(lines).extracting(LoadLine::busySeconds).containsExactly(30.0, 30.0);
    assertThat(lines).extracting(LoadLine::mean).containsExactly(0.5, 0.5);
    assertThat(lines).extracting(LoadLine::peak).containsExactly(1.0, 1.0);
  }

  @Test
  void tellsHowManyRanAtOnceInAnyOrder() throws IOException {
    ran("acme", Event.SUCCEEDED, 30_000, 10_000);
    ran("acme", Event.RETRIED, 25_000, 10_000);
    ran("acme", Event.DEAD, 28_000, 8_000);

    LoadLine line = count(1).lines().get(0);

    assertThat(line.peak()).isEqualTo(3);
    assertThat(line.mean()).isEqualTo(28.0 / 60, org.assertj.core.api.Assertions.within(1e-6));
    assertThat(line.tasks()).isEqualTo(2);
    assertThat(line.dead()).isEqualTo(1);
    assertThat(line.retried()).isEqualTo(1);
  }

  /** Their events carry one millisecond, since that is how finely ends are known. */
  @Test
  void takesShortTasksOfOneThreadForWhatTheyAre() throws IOException {
    for (int i = 0; i < 1_000; i++) {
      run.event(event("acme", Event.SUCCEEDED, 50_000 + i / 10, Duration.ofNanos(100_000)));
    }

    assertThat(count(1).lines().get(0).peak()).isBetween(0.9, 1.1);
  }

  @Test
  void keepsTenantsApartAndLeavesOutWindowsWithoutWork() throws IOException {
    ran("acme", Event.SUCCEEDED, 10_000, 1_000);
    ran("beta", Event.SUPPRESSED, 130_000, 0);

    assertThat(count(3).lines())
        .extracting(line -> line.key() + " " + line.tasks())
        .containsExactly("acme/2026-03-02T10:00:00Z 1", "beta/2026-03-02T10:02:00Z 1");
  }

  @Test
  void tellsStagesApartOnDemand() throws IOException {
    ran("acme", Event.SUCCEEDED, 10_000, 1_000);

    LoadLine line =
        new LoadCount("email", windows(1), true).read(FolderRecords.of(directory)).lines().get(0);

    assertThat(line.stage()).isEqualTo("parse-mail");
    assertThat(line.json()).contains("\"stage\":\"parse-mail\"");
  }

  @Test
  void writesALineAsTheContractHasIt() throws IOException {
    ran("acme", Event.SUCCEEDED, 60_000 - 1, 30_000);

    assertThat(count(1).lines().get(0).json())
        .isEqualTo(
            "{\"tenant\":\"acme\",\"window_start\":\"2026-03-02T10:00:00Z\","
                + "\"window_end\":\"2026-03-02T10:01:00Z\",\"tasks\":1,\"dead\":0,\"retried\":0,"
                + "\"busy_seconds\":30.0,\"mean\":0.5,\"peak\":1.0}");
  }

  @Test
  void takesTheMeanOverWhatHasPassedOfTheLastWindow() throws IOException {
    ran("acme", Event.SUCCEEDED, 14_999, 7_500);
    Windows open = Windows.before(START.plusSeconds(15), MINUTE, MINUTE);

    LoadLine line =
        new LoadCount("email", open, false).read(FolderRecords.of(directory)).lines().get(0);

    assertThat(line.mean()).isEqualTo(0.5);
    assertThat(line.windowEnd()).isEqualTo(START.plus(MINUTE));
  }

  @Test
  void leavesOutWhatIsOfAnotherTimeOrWorkflow() throws IOException {
    ran("acme", Event.SUCCEEDED, -1, 0);
    ran("acme", Event.SUCCEEDED, 60_000, 0);
    run.event(RunFolder.event(Event.SUCCEEDED, "sensors", "roll-up", id("1"), id("1"), 5));

    assertThat(count(1).lines()).isEmpty();
  }

  @Test
  void knowsWhichStagesHaveNotSucceeded() throws IOException {
    ran("acme", Event.SUCCEEDED, 10, 0);

    assertThat(count(1).silent(List.of("parse-mail", "decide"))).containsExactly("decide");
  }

  @Test
  void beginsWindowsOnTheHour() {
    Windows day =
        Windows.before(
            Instant.parse("2026-03-02T10:20:00Z"), Duration.ofHours(24), Duration.ofHours(1));

    assertThat(day.first()).isEqualTo(Instant.parse("2026-03-01T11:00:00Z"));
    assertThat(day.count()).isEqualTo(24);
    assertThat(day.passed(23)).isEqualTo(Duration.ofMinutes(20));
    assertThat(day.passed(22)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void refusesWindowsThatAreTooShortOrTooMany() {
    assertThatThrownBy(() -> Windows.before(START, MINUTE, Duration.ofMillis(1_500)))
        .hasMessageContaining("whole seconds");
    assertThatThrownBy(() -> Windows.before(START, Duration.ofHours(24), Duration.ofSeconds(1)))
        .hasMessageContaining("at most 10000 windows");
  }

  @Test
  void drawsTheDayOfEachTenant() throws IOException {
    ran("acme", Event.SUCCEEDED, 10_000, 5_000);
    ran("acme", Event.SUCCEEDED, 130_000, 10_000);
    ran("beta", Event.SUCCEEDED, 70_000, 60_000);

    assertThat(LoadTable.of(count(3), false, true).lines().map(line -> line.split(" {2,}")))
        .satisfiesExactly(
            titles -> assertThat(titles).startsWith("tenant", "tasks", "dead"),
            beta ->
                assertThat(String.join("|", beta))
                    .isEqualTo("beta|1|-|-|60.00|0.3333|0.8333|03-02 10:00:00|1.00|█▂"),
            acme ->
                assertThat(String.join("|", acme))
                    .isEqualTo("acme|2|-|-|15.00|0.0833|0.1667|03-02 10:02:00|1.00|▄ █"));
  }

  @Test
  void drawsInAsciiWhereNothingElseShows() {
    assertThat(Sparkline.of(new double[] {0, 1, 4, 8}, false)).isEqualTo(" .=@");
    assertThat(Sparkline.of(new double[] {0, 0}, false)).isEqualTo("  ");
  }

  private LoadCount count(int minutes) throws IOException {
    return new LoadCount("email", windows(minutes), false).read(FolderRecords.of(directory));
  }

  private static Windows windows(int minutes) {
    Duration back = Duration.ofMinutes(minutes);
    return Windows.before(START.plus(back), back, MINUTE);
  }

  private void ran(String tenant, Event event, long endMillis, long lengthMillis)
      throws IOException {
    run.event(event(tenant, event, endMillis, Duration.ofMillis(lengthMillis)));
  }

  private static AuditEvent event(String tenant, Event event, long endMillis, Duration length) {
    return new AuditEvent(
        START.plusMillis(endMillis),
        event,
        "email",
        "parse-mail",
        id("1"),
        id("1"),
        null,
        null,
        tenant,
        0,
        1,
        length.toNanos(),
        null);
  }
}
