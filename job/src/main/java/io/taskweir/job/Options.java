package io.taskweir.job;

import static io.taskweir.job.Rule.duration;
import static io.taskweir.job.Rule.durationOrNone;
import static io.taskweir.job.Rule.oneOf;
import static io.taskweir.job.Rule.size;
import static io.taskweir.job.Rule.text;
import static io.taskweir.job.Rule.trueOrFalse;
import static io.taskweir.job.Rule.whole;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.apache.flink.configuration.ConfigOptions.key;

import io.taskweir.engine.Missed;
import io.taskweir.engine.StageSettings;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.Trigger;
import io.taskweir.engine.WindowLength;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/**
 * Everything that an operator sets, each once, with its type, default, limits and meaning. {@code
 * OPTIONS.md} is generated from here.
 */
public final class Options {

  private static final List<Declared<?>> DECLARED = new ArrayList<>();

  /** The value of a schedule that is none. */
  static final String NO_SCHEDULE = "none";

  private static final String PASSED = " What passes it is a dead letter LIMIT.";

  // ---------------------------------------------------------------------- Kafka

  /** Where Kafka is. */
  public static final ConfigOption<String> KAFKA_BOOTSTRAP =
      of(
          key("taskweir.kafka.bootstrap")
              .stringType()
              .noDefaultValue()
              .withDescription("Kafka brokers to start from. Must be set."),
          text("HOST:PORT[,HOST:PORT]...", "[^\\s,:]+:\\d{1,5}(,[^\\s,:]+:\\d{1,5})*"));

  /** How long an open Kafka transaction lives. */
  public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      of(
          key("taskweir.kafka.transaction-timeout")
              .durationType()
              .defaultValue(ofHours(1))
              .withDescription(
                  "How long Kafka keeps an open transaction. Shorter than an outage: what was "
                      + "written before it is lost. Longer: readers of committed records wait that "
                      + "long behind a job that was killed. The broker's transaction.max.timeout.ms "
                      + "must allow it."),
          duration(ofSeconds(1), ofDays(1)),
          ofMinutes(2));

  /** The beginning of every transactional id. */
  public static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX =
      of(
          key("taskweir.kafka.transactional-id-prefix")
              .stringType()
              .defaultValue("taskweir")
              .withDescription(
                  "The beginning of every transactional id; the environment, the workflow and the "
                      + "sink follow. Two jobs on one Kafka that share it end each other's "
                      + "transactions. Keep it across upgrades."),
          name());

  /** Which of several installations this is. */
  public static final ConfigOption<String> ENVIRONMENT =
      of(
          key("taskweir.environment")
              .stringType()
              .defaultValue("default")
              .withDescription(
                  "Which of several installations on one Kafka this is, such as staging."),
          name());

  // ---------------------------------------------------------------------- the job

  /** Whether the job ends with its input. */
  public static final ConfigOption<Boolean> BOUNDED =
      of(
          key("taskweir.bounded")
              .booleanType()
              .defaultValue(false)
              .withDescription(
                  "Whether the job reads what the topics hold at its start, drains, and ends."),
          trueOrFalse());

  /** How many subtasks a stage has. */
  public static final ConfigOption<Integer> PARALLELISM =
      of(
          key("taskweir.parallelism")
              .intType()
              .noDefaultValue()
              .withDescription(
                  "Subtasks of each stage. Unset: what the cluster or flink run -p says."),
          whole(1, Environment.MAX_PARALLELISM));

  /** Whose work it is where a record names nobody. */
  public static final ConfigOption<String> TENANT =
      of(
          key("taskweir.tenant")
              .stringType()
              .defaultValue("default")
              .withDescription("The tenant of records without a taskweir-tenant header."),
          name());

  /** How long a run is worth anything. */
  public static final ConfigOption<Duration> DEADLINE =
      of(
          key("taskweir.deadline")
              .durationType()
              .defaultValue(Duration.ZERO)
              .withDescription(
                  "How long after its record's time a run is worth anything; a task that has not "
                      + "run by then is a dead letter DEADLINE. 0 s: for ever."),
          durationOrNone(ofDays(3650)));

  /** The key of pseudonyms. */
  public static final ConfigOption<String> PSEUDONYM_SECRET =
      of(
          key("taskweir.pseudonym.secret")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "The key of the pseudonyms that stand for addresses and subjects in logs, metrics "
                      + "and audit events. Unset: a random key for each submission, so pseudonyms "
                      + "of two submissions cannot be compared. Only in a file, never with --set."),
          text("at least 16 characters", "(?s).{16,}"));

  // ---------------------------------------------------------------------- checkpoints, restarts

  /** How often the job checkpoints. */
  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      of(
          key("taskweir.checkpoint.interval")
              .durationType()
              .defaultValue(ofSeconds(10))
              .withDescription(
                  "Time between checkpoints. Results become visible to readers of committed records "
                      + "with each. It cannot be turned off: no Kafka transaction would commit."),
          duration(ofMillis(100), ofHours(1)));

  /** The rest between checkpoints. */
  public static final ConfigOption<Duration> CHECKPOINT_PAUSE =
      of(
          key("taskweir.checkpoint.pause")
              .durationType()
              .defaultValue(ofSeconds(5))
              .withDescription("Least time between the end of a checkpoint and the next one."),
          duration(Duration.ZERO, ofHours(1)));

  /** When a checkpoint is given up. */
  public static final ConfigOption<Duration> CHECKPOINT_TIMEOUT =
      of(
          key("taskweir.checkpoint.timeout")
              .durationType()
              .defaultValue(ofMinutes(2))
              .withDescription("When a checkpoint that has not ended counts as failed."),
          duration(ofSeconds(1), ofDays(1)));

  /** How many checkpoints in a row may fail. */
  public static final ConfigOption<Integer> CHECKPOINT_FAILURES =
      of(
          key("taskweir.checkpoint.tolerable-failures")
              .intType()
              .defaultValue(3)
              .withDescription("Failed checkpoints in a row before the job restarts."),
          whole(0, 1000));

  /** The wait before the first restart. */
  public static final ConfigOption<Duration> RESTART_FIRST_DELAY =
      of(
          key("taskweir.restart.first-delay")
              .durationType()
              .defaultValue(ofSeconds(1))
              .withDescription(
                  "Wait before the first restart of the job; it doubles, with jitter."),
          duration(ofMillis(1), ofHours(1)));

  /** The longest wait before a restart. */
  public static final ConfigOption<Duration> RESTART_MAX_DELAY =
      of(
          key("taskweir.restart.max-delay")
              .durationType()
              .defaultValue(ofMinutes(1))
              .withDescription("Longest wait before a restart of the job."),
          duration(ofMillis(1), ofDays(1)));

  /** When the job is given up. */
  public static final ConfigOption<Integer> RESTART_ATTEMPTS =
      of(
          key("taskweir.restart.attempts")
              .intType()
              .defaultValue(Integer.MAX_VALUE)
              .withDescription(
                  "Restarts before the job fails for good. Without end on a cluster, where Kafka may "
                      + "be away for an hour: put an alarm on the rate of restarts."),
          whole(0, Integer.MAX_VALUE),
          20);

  // ---------------------------------------------------------------------- blobs

  /** Where blobs lie. */
  public static final ConfigOption<String> BLOB_DIR =
      of(
          key("taskweir.blob.dir")
              .stringType()
              .noDefaultValue()
              .withDescription(
                  "Where bytes above the threshold are kept, content-addressed: a folder that every "
                      + "task manager and every producer sees, on any file system that Flink has. "
                      + "Must be set."),
          text("an absolute path or a URI such as s3://bucket/blobs", "(/|[a-z][a-z0-9+.-]*:/).*"));

  /** From which size bytes travel as a blob. */
  public static final ConfigOption<MemorySize> BLOB_THRESHOLD =
      of(
          key("taskweir.blob.threshold")
              .memoryType()
              .defaultValue(MemorySize.parse("64 kb"))
              .withDescription("Bytes above this size travel as a reference to a blob."),
          size(MemorySize.parse("1 kb"), MemorySize.parse("512 kb")));

  // ---------------------------------------------------------------------- stages

  /** How often a task is tried. */
  public static final ConfigOption<Integer> RETRY_ATTEMPTS =
      ofStage(
          key("taskweir.retry.attempts")
              .intType()
              .defaultValue(StageSettings.DEFAULTS.attempts())
              .withDescription("Attempts of a task before it is a dead letter EXHAUSTED."),
          whole(1, 100));

  /** The wait before the second attempt. */
  public static final ConfigOption<Duration> RETRY_FIRST_DELAY =
      ofStage(
          key("taskweir.retry.first-delay")
              .durationType()
              .defaultValue(StageSettings.DEFAULTS.firstDelay())
              .withDescription("Wait before the second attempt; it doubles, with jitter of 20%."),
          duration(ofMillis(1), ofDays(1)));

  /** The longest wait between attempts. */
  public static final ConfigOption<Duration> RETRY_MAX_DELAY =
      ofStage(
          key("taskweir.retry.max-delay")
              .durationType()
              .defaultValue(StageSettings.DEFAULTS.maxDelay())
              .withDescription("Longest wait between two attempts, before jitter."),
          duration(ofMillis(1), ofDays(1)));

  /** How long an attempt may run. */
  public static final ConfigOption<Duration> TIMEOUT =
      ofStage(
          key("taskweir.timeout")
              .durationType()
              .defaultValue(Duration.ZERO)
              .withDescription(
                  "How long an attempt may run; it then runs on a worker thread and is interrupted. "
                      + "0 s: it runs inline, without limit."),
          durationOrNone(ofHours(1)));

  /** How long a bounded run waits for retries. */
  public static final ConfigOption<Duration> DRAIN_TIMEOUT =
      ofStage(
          key("taskweir.drain-timeout")
              .durationType()
              .defaultValue(StageSettings.DEFAULTS.drainTimeout())
              .withDescription(
                  "How long waiting retries go on once the input has ended; then each gets one last "
                      + "attempt."),
          duration(Duration.ZERO, ofHours(1)));

  /** How many tasks may run at once. */
  public static final ConfigOption<Integer> CONNECTIONS =
      ofStage(
          key("taskweir.connections")
              .intType()
              .defaultValue(0)
              .withDescription(
                  "How many connections the stage may hold to what it calls, such as a database's"
                      + " limit. Each subtask runs one task at a time and so holds one; the job"
                      + " refuses to start with more subtasks. 0: no limit."),
          whole(0, 100_000));

  /** How much an attempt may write to scratch files. */
  public static final ConfigOption<MemorySize> SCRATCH_QUOTA =
      ofStage(
          key("taskweir.scratch-quota")
              .memoryType()
              .defaultValue(new MemorySize(StageSettings.DEFAULTS.scratchQuota()))
              .withDescription("What one attempt may write to its scratch directory."),
          size(MemorySize.parse("1 kb"), MemorySize.parse("1 tb")));

  /** How much heap knows keys that were done lately. */
  public static final ConfigOption<MemorySize> CLAIM_MEMORY =
      ofStage(
          key("taskweir.claim-memory")
              .memoryType()
              .defaultValue(new MemorySize(StageSettings.DEFAULTS.claimMemory()))
              .withDescription(
                  "Heap for keys that an idempotent stage has done lately, for each of its subtasks:"
                      + " a repeat of one does not read RocksDB, and up to an eighth of them wait"
                      + " there to be written. A key takes 24 bytes, 40 where the audit is ALL, 48"
                      + " where repeats may conflict. It is taken as keys come. 0: a twentieth of"
                      + " the heap, shared by the slots, 64 MB for each at most."),
          size(MemorySize.ZERO, MemorySize.parse("2 gb")));

  /** Which events are audited. */
  public static final ConfigOption<AuditLevel> AUDIT =
      ofStage(
          key("taskweir.audit")
              .enumType(AuditLevel.class)
              .defaultValue(StageSettings.DEFAULTS.audit())
              .withDescription(
                  "Which events go to the audit topic. Metrics and accounts are complete at every "
                      + "level."),
          oneOf(AuditLevel.class));

  /** How long a key that is done is remembered. */
  public static final ConfigOption<Duration> ONCE_TTL =
      ofStage(
          key("taskweir.once-ttl")
              .durationType()
              .defaultValue(ofDays(7))
              .withDescription(
                  "How long a key is remembered as done. Shorter than twice the longest replay: "
                      + "repeats are processed again. Longer: more state."),
          duration(ofSeconds(1), ofDays(3650)));

  /** How far back an input may come again. */
  public static final ConfigOption<Duration> REPLAY =
      of(
          key("taskweir.replay")
              .durationType()
              .defaultValue(ofDays(3))
              .withDescription(
                  "How far back an input may be sent again: a producer that retries, offsets that are"
                      + " set back, dead letters that are redriven. Every once-ttl must be at least"
                      + " twice that."),
          duration(Duration.ZERO, ofDays(3650)));

  /** How long a result is shared. */
  public static final ConfigOption<Duration> MEMO_TTL =
      ofStage(
          key("taskweir.memo-ttl")
              .durationType()
              .defaultValue(ofHours(6))
              .withDescription(
                  "How long a result is given to later callers of its key. Shorter: more work is "
                      + "repeated. Longer: results grow stale, and more state."),
          duration(ofSeconds(1), ofDays(3650)));

  /** How long a join waits. */
  public static final ConfigOption<Duration> JOIN_TIMEOUT =
      ofStage(
          key("taskweir.join-timeout")
              .durationType()
              .defaultValue(ofMinutes(2))
              .withDescription(
                  "How long a join waits from its first arrival; it then names the stages that did "
                      + "not answer."),
          duration(ofMillis(1), ofDays(3650)));

  /** How long a task may be held. */
  public static final ConfigOption<Duration> HOLD =
      ofStage(
          key("taskweir.hold")
              .durationType()
              .defaultValue(ofDays(1))
              .withDescription(
                  "How long a task is held for one that confirms it; then it is a dead letter."),
          duration(ofSeconds(1), ofDays(365)));

  /** How many items make a batch. */
  public static final ConfigOption<Integer> TRIGGER_ITEMS =
      ofStage(
          key("taskweir.trigger.items")
              .intType()
              .defaultValue(10_000)
              .withDescription("A batch of so many items is taken at once. It bounds their state."),
          whole(1, 100_000));

  /** When a batch is taken. */
  public static final ConfigOption<String> TRIGGER_SCHEDULE =
      ofStage(
          key("taskweir.trigger.schedule")
              .stringType()
              .defaultValue("0 * * * *")
              .withDescription(
                  "When a batch is taken: minute, hour, day of month, month and day of week, as cron "
                      + "has them; or none."),
          schedule());

  /** Where that time is told. */
  public static final ConfigOption<String> TRIGGER_ZONE =
      ofStage(
          key("taskweir.trigger.zone")
              .stringType()
              .defaultValue("UTC")
              .withDescription("The time zone of the schedule."),
          zone());

  /** How long an item may wait for its batch. */
  public static final ConfigOption<Duration> TRIGGER_WAIT =
      ofStage(
          key("taskweir.trigger.wait")
              .durationType()
              .defaultValue(Duration.ZERO)
              .withDescription(
                  "How long the first item of a batch may wait for the others. 0 s: without limit."),
          durationOrNone(ofDays(365)));

  /** How far schedules are spread. */
  public static final ConfigOption<Duration> TRIGGER_JITTER =
      ofStage(
          key("taskweir.trigger.jitter")
              .durationType()
              .defaultValue(ofMinutes(5))
              .withDescription(
                  "Over how long the keys of one schedule are spread, each always at the same place, "
                      + "so that they do not all start in the same second. 0 s: not at all."),
          durationOrNone(ofDays(1)));

  /** What becomes of times that passed while the job was down. */
  public static final ConfigOption<Missed> TRIGGER_MISSED =
      ofStage(
          key("taskweir.trigger.missed")
              .enumType(Missed.class)
              .defaultValue(Missed.ONE)
              .withDescription(
                  "What becomes of scheduled times that passed while the job was down: none is made "
                      + "up for, the latest, or each."),
          oneOf(Missed.class));

  /** Options that a stage has only where its workflow names them for it. */
  static final Set<ConfigOption<?>> OF_SOME_STAGES =
      Set.of(
          ONCE_TTL,
          MEMO_TTL,
          JOIN_TIMEOUT,
          HOLD,
          TRIGGER_ITEMS,
          TRIGGER_SCHEDULE,
          TRIGGER_ZONE,
          TRIGGER_WAIT,
          TRIGGER_JITTER,
          TRIGGER_MISSED);

  // ---------------------------------------------------------------------- sensors

  /** The lengths of roll-ups. */
  public static final ConfigOption<String> SENSORS_EVERY =
      of(
          key("taskweir.sensors.every")
              .stringType()
              .defaultValue("1m,1h,1d,1mo")
              .withDescription(
                  "Lengths of roll-ups, the finest first, each made of the one before: a number of "
                      + "s, m or h that divides a day, or 1d, 1w, 1mo, 3mo, 1y. Part of what the "
                      + "state means: a job that is restored keeps its own."),
          lengths());

  /** The calendar of roll-ups. */
  public static final ConfigOption<String> SENSORS_ZONE =
      of(
          key("taskweir.sensors.zone")
              .stringType()
              .defaultValue("UTC")
              .withDescription(
                  "The time zone in which days, weeks and months begin. Part of what the state means, as "
                      + "taskweir.sensors.every is."),
          zone());

  /** How late a reading may be. */
  public static final ConfigOption<Duration> SENSORS_LATENESS =
      of(
          key("taskweir.sensors.lateness")
              .durationType()
              .defaultValue(ofMinutes(5))
              .withDescription(
                  "How far its sensor's clock may be past a roll-up's end for a reading still to "
                      + "correct it. Later, it is a dead letter LATE. Longer: more state."),
          duration(Duration.ZERO, ofDays(365)));

  /** How long a silent sensor is remembered. */
  public static final ConfigOption<Duration> SENSORS_KEEP =
      of(
          key("taskweir.sensors.keep")
              .durationType()
              .defaultValue(ofDays(400))
              .withDescription(
                  "How long the roll-ups of a sensor that fell silent can still go on; more than the "
                      + "longest of taskweir.sensors.every and taskweir.sensors.lateness together."),
          duration(ofDays(2), ofDays(3650)));

  /** How far a clock may go at once. */
  public static final ConfigOption<Duration> SENSORS_JUMP =
      of(
          key("taskweir.sensors.jump")
              .durationType()
              .defaultValue(ofDays(1))
              .withDescription(
                  "How far a sensor's clock may go ahead at once; beyond it a reading is held until "
                      + "a second one confirms it. Take at least twice the longest usual interval: "
                      + "sensors that report more seldom never confirm each other's readings."),
          duration(ofSeconds(1), ofDays(3650)));

  /** When time goes on without readings. */
  public static final ConfigOption<Duration> SENSORS_IDLE =
      of(
          key("taskweir.sensors.idle")
              .durationType()
              .defaultValue(ofSeconds(30))
              .withDescription(
                  "How long no reading must come until time goes on with the wall clock, so that "
                      + "the last roll-ups and silences are told. Not in a bounded run."),
          duration(ofSeconds(1), ofDays(1)));

  // ---------------------------------------------------------------------- senders of mail

  /** Where records of the Domain Name System come from. */
  public static final ConfigOption<String> EMAIL_DNS =
      of(
          key("taskweir.email.dns")
              .stringType()
              .defaultValue(EmailDns.OFF)
              .withDescription(
                  "Where analyze-sender looks up what SPF, DKIM and DMARC need: off, and none of "
                      + "them is checked; system, the name servers of each task manager; one name "
                      + "server's address; or a zone file that every task manager sees. A message "
                      + "then waits for its lookups, so plan more subtasks."),
          new Rule<>(
              "off, system, an IP address with or without a port such as 192.0.2.53:5353 or"
                  + " [2001:db8::53]:5353, or the absolute path of a zone file",
              EmailDns::isAllowed));

  /** How long a lookup may take. */
  public static final ConfigOption<Duration> EMAIL_DNS_TIMEOUT =
      of(
          key("taskweir.email.dns-timeout")
              .durationType()
              .defaultValue(ofSeconds(5))
              .withDescription(
                  "How long a name server may take to answer. A lookup that fails weighs nothing."),
          duration(ofMillis(100), ofMinutes(1)));

  /** How many answers are kept. */
  public static final ConfigOption<Integer> EMAIL_DNS_CACHE =
      of(
          key("taskweir.email.dns-cache")
              .intType()
              .defaultValue(10_000)
              .withDescription(
                  "Answers of name servers that each subtask keeps, for their time to live and a "
                      + "day at most."),
          whole(0, 10_000_000));

  /** Whose results and Received fields are believed. */
  public static final ConfigOption<String> EMAIL_TRUSTED_HOSTS =
      of(
          key("taskweir.email.trusted-hosts")
              .stringType()
              .defaultValue(EmailDns.NO_HOSTS)
              .withDescription(
                  "Names of your own mail hosts, as they write them into Authentication-Results and "
                      + "behind by in Received: what they noted of SPF, DKIM and DMARC is believed, "
                      + "and SPF is checked for the client of the last of them. Without any, that "
                      + "is guessed: the first public address from the top."),
          text(
              "none, or host names with commas between",
              "[A-Za-z0-9._-]{1,253}(,\\s?[A-Za-z0-9._-]{1,253}){0,99}"));

  // ---------------------------------------------------------------------- limits of mail

  /** The largest message. */
  public static final ConfigOption<MemorySize> EMAIL_MESSAGE_SIZE =
      sizeLimit("message-size", 25_000_000, 1_000, 1_000_000_000, "Size of a message.");

  /** How deep parts may nest. */
  public static final ConfigOption<Integer> EMAIL_MIME_DEPTH =
      limit("mime-depth", 20, 1, 200, "Nesting of MIME parts.");

  /** The most parts. */
  public static final ConfigOption<Integer> EMAIL_PARTS =
      limit("parts", 500, 1, 100_000, "MIME parts of a message.");

  /** The most headers. */
  public static final ConfigOption<Integer> EMAIL_HEADERS =
      limit("headers", 1_000, 1, 100_000, "Headers of a part.");

  /** The largest header. */
  public static final ConfigOption<MemorySize> EMAIL_HEADER_SIZE =
      sizeLimit("header-size", 10_000, 100, 10_000_000, "Size of one header.");

  /** The longest line. */
  public static final ConfigOption<MemorySize> EMAIL_LINE_SIZE =
      sizeLimit("line-size", 64_000, 998, 10_000_000, "Length of a line.");

  /** The largest decompression ratio. */
  public static final ConfigOption<Integer> EMAIL_ARCHIVE_RATIO =
      limit(
          "archive-ratio",
          100,
          1,
          10_000,
          "Bytes that an archive unpacks to, for each of its own.");

  /** The most that an archive unpacks to. */
  public static final ConfigOption<MemorySize> EMAIL_ARCHIVE_SIZE =
      sizeLimit("archive-size", 100_000_000, 1_000, 10L << 30, "Bytes that an archive unpacks to.");

  /** The most entries. */
  public static final ConfigOption<Integer> EMAIL_ARCHIVE_ENTRIES =
      limit("archive-entries", 1_000, 1, 1_000_000, "Entries of an archive.");

  /** How deep archives may nest. */
  public static final ConfigOption<Integer> EMAIL_ARCHIVE_DEPTH =
      limit("archive-depth", 3, 1, 20, "Nesting of archives in archives.");

  private Options() {}

  /** Every option, in the order of this file. */
  static List<Declared<?>> all() {
    return List.copyOf(DECLARED);
  }

  private static Rule<String> zone() {
    return new Rule<>(
        "a time zone such as Europe/Berlin or UTC",
        text -> ZoneId.getAvailableZoneIds().contains(text));
  }

  private static Rule<String> lengths() {
    return new Rule<>(
        "lengths such as 1m,1h,1d,1mo, the finest first, each a part of the next", Options::nest);
  }

  private static boolean nest(String every) {
    try {
      WindowLength.parseAll(every);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isCron(String text) {
    try {
      Trigger.at(text, ZoneOffset.UTC);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Rule<String> schedule() {
    return new Rule<>(
        "none, or five fields of cron such as \"0 * * * *\"",
        text -> text.equals(NO_SCHEDULE) || isCron(text));
  }

  private static Rule<String> name() {
    return text("1 to 63 of a-z, 0-9 and -", "[a-z0-9-]{1,63}");
  }

  private static <T> ConfigOption<T> of(ConfigOption<T> option, Rule<T> rule) {
    DECLARED.add(new Declared<>(option, rule, false, null));
    return option;
  }

  private static <T> ConfigOption<T> of(ConfigOption<T> option, Rule<T> rule, T boundedDefault) {
    DECLARED.add(new Declared<>(option, rule, false, boundedDefault));
    return option;
  }

  private static <T> ConfigOption<T> ofStage(ConfigOption<T> option, Rule<T> rule) {
    DECLARED.add(new Declared<>(option, rule, true, null));
    return option;
  }

  private static ConfigOption<Integer> limit(
      String name, int most, int least, int greatest, String what) {
    return of(
        key("taskweir.email.limit." + name)
            .intType()
            .defaultValue(most)
            .withDescription(what + PASSED),
        whole(least, greatest));
  }

  private static ConfigOption<MemorySize> sizeLimit(
      String name, long most, long least, long greatest, String what) {
    return of(
        key("taskweir.email.limit." + name)
            .memoryType()
            .defaultValue(new MemorySize(most))
            .withDescription(what + PASSED),
        size(new MemorySize(least), new MemorySize(greatest)));
  }
}
