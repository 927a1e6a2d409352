package io.taskweir.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.taskweir.engine.StageSettings.AuditLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobConfigTest {

  @TempDir Path folder;

  @Test
  void hasDefaultsForAllThatNeedNotBeSet() {
    JobConfig config = JobConfig.of(Map.of());

    assertThat(config.get(Options.CHECKPOINT_INTERVAL)).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.get(Options.BLOB_THRESHOLD).getBytes()).isEqualTo(65_536);
    assertThat(config.find(Options.PARALLELISM)).isEmpty();
  }

  @Test
  void namesTheOptionThatMustBeSet() {
    assertThatThrownBy(() -> JobConfig.of(Map.of()).get(Options.KAFKA_BOOTSTRAP))
        .hasMessage("taskweir.kafka.bootstrap is not set; expected: HOST:PORT[,HOST:PORT]...");
  }

  @Test
  void takesTheStagesOwnValueBeforeThatOfAll() {
    JobConfig config =
        JobConfig.of(
            Map.of(
                "taskweir.retry.attempts", "7",
                "taskweir.email.analyze-link.retry.attempts", "2"));

    assertThat(config.stage("email", "analyze-link").settings().attempts()).isEqualTo(2);
    assertThat(config.stage("email", "decide").settings().attempts()).isEqualTo(7);
  }

  @Test
  void takesTheStagesDefaultOnlyWhereNothingIsSet() {
    StageConfig shipped = JobConfig.of(Map.of()).stage("email", "analyze-attachment");
    StageConfig set =
        JobConfig.of(Map.of("taskweir.memo-ttl", "1 h")).stage("email", "analyze-attachment");

    assertThat(shipped.get(Options.MEMO_TTL)).isEqualTo(Duration.ofHours(24));
    assertThat(set.get(Options.MEMO_TTL)).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void readsEveryTypeOfValue() {
    StageConfig stage =
        JobConfig.of(
                Map.of(
                    "taskweir.audit", "failures",
                    "taskweir.timeout", "1500 ms",
                    "taskweir.scratch-quota", "2 mb"))
            .stage("email", "parse-mail");

    assertThat(stage.settings().audit()).isEqualTo(AuditLevel.FAILURES);
    assertThat(stage.settings().timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(stage.settings().scratchQuota()).isEqualTo(2_097_152);
  }

  @Test
  void runsInlineWhereTheTimeoutIsNone() {
    assertThat(JobConfig.of(Map.of()).stage("email", "decide").settings().timeout()).isNull();
  }

  @Test
  void boundsTransactionsAndRestartsOfABoundedRun() {
    JobConfig bounded = JobConfig.of(Map.of("taskweir.bounded", "true"));
    JobConfig endless = JobConfig.of(Map.of());

    assertThat(bounded.get(Options.TRANSACTION_TIMEOUT)).isEqualTo(Duration.ofMinutes(2));
    assertThat(bounded.get(Options.RESTART_ATTEMPTS)).isEqualTo(20);
    assertThat(endless.get(Options.TRANSACTION_TIMEOUT)).isEqualTo(Duration.ofHours(1));
    assertThat(endless.get(Options.RESTART_ATTEMPTS)).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void letsAnArgumentOverrideTheFile() throws IOException {
    Path file = file("taskweir.retry.attempts: 3\ntaskweir.tenant: acme # ours\n");

    JobConfig config = JobConfig.read(file, List.of("taskweir.retry.attempts=4"));

    assertThat(config.get(Options.RETRY_ATTEMPTS)).isEqualTo(4);
    assertThat(config.get(Options.TENANT)).isEqualTo("acme");
  }

  @Test
  void letsAProgramOverrideTheFile() throws IOException {
    JobConfig given = JobConfig.read(file("taskweir.tenant: acme"), List.of());

    assertThat(given.with(Map.of("taskweir.tenant", "b")).get(Options.TENANT)).isEqualTo("b");
  }

  @Test
  void passesKafkaPropertiesThrough() {
    JobConfig config = JobConfig.of(Map.of("kafka.security.protocol", "SSL", "kafka.my.own", "1"));

    assertThat(config.kafka())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("my.own", "1")
        .hasSize(2);
  }

  @Test
  void showsNoSecret() throws IOException {
    String secret = "0123456789abcdef-secret";
    JobConfig config =
        JobConfig.read(
            file(
                "taskweir.pseudonym.secret: %s\nkafka.sasl.jaas.config: %s\ntaskweir.tenant: a"
                    .formatted(secret, secret)),
            List.of());

    assertThat(config.shown()).containsOnly(Map.entry("taskweir.tenant", "a"));
    assertThat(config.pseudonyms().of("x")).hasSize(16);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      taskweir.retry.attempts=five     | taskweir.retry.attempts: five (--set) is not allowed; expected: a whole number from 1 to 100
      taskweir.retry.attempts=0        | taskweir.retry.attempts: 0 (--set) is not allowed; expected: a whole number from 1 to 100
      taskweir.retry.attempts=         | taskweir.retry.attempts:  (--set) is not allowed; expected: a whole number from 1 to 100
      taskweir.checkpoint.interval=0   | taskweir.checkpoint.interval: 0 (--set) is not allowed; expected: a duration from 100 ms to 1 h
      taskweir.timeout=-1 s            | taskweir.timeout: -1 s (--set) is not allowed; expected: 0 s for none, or a duration from 1 ms to 1 h
      taskweir.once-ttl=99999999999 d  | taskweir.once-ttl: 99999999999 d (--set) is not allowed; expected: a duration from 1 s to 3650 d
      taskweir.blob.threshold=2 mb     | taskweir.blob.threshold: 2 mb (--set) is not allowed; expected: a size from 1 kb to 512 kb
      taskweir.bounded=yes             | taskweir.bounded: yes (--set) is not allowed; expected: true or false
      taskweir.audit=SOME              | taskweir.audit: SOME (--set) is not allowed; expected: one of ALL, FAILURES, NONE
      taskweir.tenant=A b              | taskweir.tenant: A b (--set) is not allowed; expected: 1 to 63 of a-z, 0-9 and -
      taskweir.kafka.bootstrap=kafka   | taskweir.kafka.bootstrap: kafka (--set) is not allowed; expected: HOST:PORT[,HOST:PORT]...
      taskweir.blob.dir=blobs          | taskweir.blob.dir: blobs (--set) is not allowed; expected: an absolute path or a URI such as s3://bucket/blobs
      taskweir.retry.atempts=5         | unknown option taskweir.retry.atempts: 5 (--set); did you mean taskweir.retry.attempts?
      retry.attempts=5                 | unknown option retry.attempts: 5 (--set); did you mean taskweir.retry.attempts?
      taskweir.email.parse-mial.audit=ALL | unknown option taskweir.email.parse-mial.audit: ALL (--set); did you mean taskweir.email.parse-mail.audit?
      colour=red                       | unknown option colour: red (--set); expected an option of job/OPTIONS.md, or kafka.<property>
      nothing                          | --set nothing is not allowed; expected: key=value
      kafka.sasl.mechanim=PLAIN        | unknown Kafka property kafka.sasl.mechanim: PLAIN (--set); did you mean kafka.sasl.mechanism?
      kafka.acks=1                     | kafka.acks: 1 (--set) is not allowed; it is all, for exactly-once
      kafka.bootstrap.servers=a:1      | kafka.bootstrap.servers: a:1 (--set) is not allowed; set taskweir.kafka.bootstrap
      taskweir.pseudonym.secret=abc    | taskweir.pseudonym.secret: ****** (--set) is not allowed; expected in the --config file: the dashboard shows arguments
      taskweir.retry.max-delay=500 ms  | taskweir.retry.first-delay: 1 s at stage parse-mail is not allowed; expected at most taskweir.retry.max-delay, 500 ms
      taskweir.restart.max-delay=500 ms | taskweir.restart.first-delay: 1 s is not allowed; expected at most taskweir.restart.max-delay, 500 ms
      taskweir.kafka.transaction-timeout=1 min | taskweir.kafka.transaction-timeout: 1 min is not allowed; expected at least 75 s: taskweir.checkpoint.interval 10 s + taskweir.checkpoint.pause 5 s + taskweir.restart.max-delay 1 min
      taskweir.once-ttl=5 d | taskweir.once-ttl: 5 d at stage parse-mail is not allowed; expected at least 6 d, twice taskweir.replay 3 d
      taskweir.replay=4 d | taskweir.once-ttl: 7 d at stage parse-mail is not allowed; expected at least 8 d, twice taskweir.replay 4 d
      """)
  void saysInOneLineWhatIsWrong(String setting, String message) {
    assertThatThrownBy(() -> JobConfig.read(null, List.of(setting)))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      'taskweir.tenant: a\ntaskweir.retry.attempts: x'  | taskweir.retry.attempts: x (job.yaml line 2) is not allowed; expected: a whole number from 1 to 100
      'taskweir.tenant: a\ntaskweir.tenant: b'          | taskweir.tenant: b (job.yaml line 2) was set before, at job.yaml line 1
      'taskweir:\n  tenant: a'                          | FILE line 2: the value of taskweir is nested; expected a flat line of key: value
      'taskweir.tenant: [a, b]'                         | FILE line 1: the value of taskweir.tenant is nested; expected a flat line of key: value
      'only words'                                      | FILE line 1: expected lines of key: value
      'taskweir.pseudonym.secret: short'                | taskweir.pseudonym.secret: ****** (job.yaml line 1) is not allowed; expected: at least 16 characters
      """)
  void saysInOneLineWhatIsWrongWithAFile(String content, String message) throws IOException {
    Path file = file(content.replace("\\n", "\n"));

    assertThatThrownBy(() -> JobConfig.read(file, List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message.replace("FILE", file.toString()));
  }

  @Test
  void saysInOneLineThatAFileIsNoYaml() throws IOException {
    Path file = file("a: 'unclosed\nb: 2\n");

    assertThatThrownBy(() -> JobConfig.read(file, List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith(file + " line ")
        .hasMessageEndingWith("; expected lines of key: value")
        .hasMessageNotContaining("\n");
  }

  @Test
  void saysInOneLineThatAFileCannotBeRead() throws IOException {
    Path bytes = folder.resolve("bytes");
    Files.write(bytes, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

    assertThatThrownBy(() -> JobConfig.read(folder.resolve("none"), List.of()))
        .hasMessage("no such config file: " + folder.resolve("none"));
    assertThatThrownBy(() -> JobConfig.read(folder, List.of()))
        .hasMessage("cannot read config file " + folder + ", expected a file of UTF-8 text");
    assertThatThrownBy(() -> JobConfig.read(bytes, List.of()))
        .hasMessage("cannot read config file " + bytes + ", expected a file of UTF-8 text");
  }

  @Test
  void readsAnEmptyFileAsNothingSet() throws IOException {
    assertThat(JobConfig.read(file("# nothing yet\n"), List.of()).shown()).isEmpty();
  }

  @Test
  void keepsAHostileKeyToOneShortLine() {
    String key = "x\ny\u202e".repeat(100_000);

    assertThatThrownBy(() -> JobConfig.of(Map.of(key, "1")))
        .message()
        .hasSizeLessThan(300)
        .doesNotContain("\n", "\u202e");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("job.yaml"), content);
  }
}
