package io.taskweir.bench;

import io.taskweir.bench.micro.Micro;
import io.taskweir.connectors.files.MailFiles;
import io.taskweir.connectors.files.UnreadableInputException;
import io.taskweir.deploy.Failure;
import io.taskweir.deploy.Progress;
import io.taskweir.deploy.TextTable;
import io.taskweir.deploy.UsageException;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.annotation.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The command line: {@code ./taskweir bench NAME}. */
@Command(
    name = "taskweir bench",
    mixinStandardHelpOptions = true,
    description = {
      "Races Taskweir against what else does the same work, from one Kafka topic to another.",
      "Each contestant runs in a process of its own, in turn, round after round; all answers must"
          + " be the same. ./taskweir bench list names the races."
    })
public final class Bench implements Callable<Integer> {

  private static final String MICRO = "micro";
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  /** An input lies once, and each answer, with state and checkpoints, while it is compared. */
  private static final long BYTES_A_RECORD = 1_000;

  @Parameters(
      paramLabel = "NAME",
      description =
          "The race; list; or micro, for what is hot, alone: of the options it has --only"
              + " and --output.")
  String name;

  @Nullable
  @Option(names = "--records", paramLabel = "N", description = "How many records the input has.")
  Long records;

  @Nullable
  @Option(names = "--keys", paramLabel = "K", description = "How many keys they are drawn from.")
  Long keys;

  @Option(
      names = "--rounds",
      paramLabel = "R",
      defaultValue = "5",
      description = "How often each contestant runs (default: ${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--parallelism",
      paramLabel = "P",
      defaultValue = "2",
      description = "Subtasks of each contestant, and partitions (default: ${DEFAULT-VALUE}).")
  int parallelism;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      defaultValue = "20",
      description =
          "How long a contestant runs before it is measured (default: ${DEFAULT-VALUE}). With 0"
              + " there is no least number of records, and no figure to rely on.")
  double warmUp;

  @Option(
      names = "--only",
      paramLabel = "CONTESTANT",
      description =
          "Leaves out all others; may be repeated. Of micro: a part of a benchmark's name.")
  Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--mail",
      paramLabel = "PATH",
      description =
          "Messages for the race email: files, mboxes, Maildirs, folders; may be repeated (default:"
              + " those of the demo).")
  List<Path> mail = new ArrayList<>();

  @Nullable
  @Option(names = "--output", paramLabel = "FILE", description = "Where the JSON goes.")
  Path output;

  @Nullable
  @Option(
      names = "--flame",
      paramLabel = "DIR",
      description =
          "Runs each contestant once more after the race and draws where its processor time went,"
              + " as a page for a browser.")
  Path flame;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "${sys:java.io.tmpdir}",
      description = "Where topics and state lie meanwhile (default: ${DEFAULT-VALUE}).")
  Path work;

  private Bench() {}

  /** Runs a race and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    return new CommandLine(new Bench())
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((problem, given) -> refused(problem))
        .setExecutionExceptionHandler((problem, command, parsed) -> failed(problem))
        .execute(arguments);
  }

  private static int refused(Exception problem) {
    System.err.println("taskweir: " + Failure.reason(problem) + " (see ./taskweir bench --help)");
    return USAGE;
  }

  private static int failed(Exception problem) {
    if (problem instanceof UsageException || problem instanceof ParameterException) {
      return refused(problem);
    }
    System.err.println("taskweir: " + Failure.line(problem));
    return FAILED;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (name.equals("list")) {
      System.out.print(list());
      return 0;
    }
    if (name.equals(MICRO)) {
      Micro.run(only, output);
      return 0;
    }
    Race race = race();
    check(race);
    Progress progress = Progress.onStandardError();
    var terms = new Arena.Terms(parallelism, warmUp, null);
    try (Arena arena = Arena.open(work)) {
      arena.fill(
          race,
          parallelism,
          done ->
              progress.show(() -> "writing the input: %,d of %,d".formatted(done, race.records())));
      var heats = new Rounds(race, arena, terms, progress);
      Results results = heats.run(rounds);
      progress.clear();
      Report report = new Report(results, Machine.here());
      System.out.print(report.text());
      if (output != null) {
        Files.write(output, Json.writeBytes(report.object()));
      }
      if (flame != null) {
        heats.draw(Files.createDirectories(flame));
      }
    }
    return 0;
  }

  private static String list() {
    var table = new TextTable(Set.of(1, 2), "race", "records", "keys", "compares");
    for (Race race : Suite.RACES) {
      table.add(
          race.name(),
          "%,d".formatted(race.records()),
          race.hasKeys() ? "%,d".formatted(race.keys()) : "",
          race.about());
    }
    var text = new StringBuilder(table.toString());
    for (Race race : Suite.RACES) {
      text.append('\n').append(race.name()).append(":\n");
      race.contestants().forEach(one -> text.append("  ").append(one.name()).append('\n'));
    }
    return text.toString();
  }

  private Race race() throws IOException {
    Race named =
        Suite.named(name)
            .orElseThrow(
                () ->
                    new UsageException(
                        "no race "
                            + name
                            + "; expected one of: "
                            + Suite.RACES.stream()
                                .map(Race::name)
                                .collect(Collectors.joining(", "))));
    List<String> names = named.contestants().stream().map(Contestant::name).toList();
    for (String one : only) {
      if (!names.contains(one)) {
        throw new UsageException(
            "--only: no contestant " + one + " in " + name + "; expected one of: " + names);
      }
    }
    if (keys != null) {
      requireAtLeast("--keys", keys, 1);
      if (!named.hasKeys()) {
        throw new UsageException("--keys: the records of " + name + " are all different");
      }
    }
    if (!mail.isEmpty()) {
      if (!name.equals(EmailRace.NAME)) {
        throw new UsageException("--mail: only for the race " + EmailRace.NAME + ", not " + name);
      }
      requireMail();
      named = EmailRace.race(mail);
    }
    long different = keys == null ? named.keys() : keys;
    long number = records == null ? named.workload().records(different, named.records()) : records;
    Race sized = named.sized(number, different);
    return only.isEmpty() ? sized : sized.only(only);
  }

  private void requireMail() throws IOException {
    try {
      MailFiles.of(mail).check();
    } catch (UnreadableInputException e) {
      throw new UsageException("--mail: " + e.getMessage());
    }
  }

  private void check(Race race) throws IOException {
    requireAtLeast("--records", race.records(), 1_000);
    requireAtLeast("--rounds", rounds, 1);
    requireAtLeast("--parallelism", parallelism, 1);
    requireCores(race);
    if (!Files.isDirectory(work)) {
      throw new UsageException("--work: expected a folder, got " + work);
    }
    long free = Files.getFileStore(work).getUsableSpace();
    long needed = race.records() * BYTES_A_RECORD;
    if (free < needed) {
      throw new UsageException(
          "--work: %s has %,d MB free, %,d records may take %,d MB: give another folder, or fewer"
              .formatted(work, free / 1_000_000, race.records(), needed / 1_000_000));
    }
  }

  private static void requireCores(Race race) {
    int cores = Runtime.getRuntime().availableProcessors();
    for (Contestant contestant : race.contestants()) {
      if (contestant.parallelism(1) > cores) {
        throw new UsageException(
            "%s: %s needs %d cores, this machine has %d"
                .formatted(race.name(), contestant.name(), contestant.parallelism(1), cores));
      }
    }
  }

  private static void requireAtLeast(String option, long value, long least) {
    if (value < least) {
      throw new UsageException(option + ": expected at least " + least + ", got " + value);
    }
  }
}
