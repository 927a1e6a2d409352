package io.taskweir.bench;

import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.Heat;
import io.taskweir.bench.course.Measure;
import io.taskweir.connectors.kafka.KafkaClients;
import io.taskweir.connectors.kafka.ReadTopic;
import io.taskweir.connectors.kafka.TopicPlan;
import io.taskweir.connectors.kafka.Topics;
import io.taskweir.deploy.LoopbackPorts;
import io.taskweir.deploy.RunFailedException;
import io.taskweir.deploy.cluster.BrokerProcess;
import io.taskweir.deploy.cluster.Child;
import io.taskweir.deploy.cluster.Installation;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where races are held: a folder, and a broker in a process of its own, whose work is nobody's
 * processor time. Closing it ends every process and removes the folder; so does the end of this
 * JVM, however it comes, but for a kill, which leaves the folder.
 */
final class Arena implements AutoCloseable {

  static final String INPUT = "input";

  /** What a shell and Java make of SIGKILL. */
  private static final int KILLED = 128 + 9;

  private static final Duration BROKER_START = Duration.ofSeconds(60);

  private final Path folder;
  private final Set<Process> processes = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::clear, "clear-arena");
  private String brokers = "";
  private int heats;

  private Arena(Path folder) {
    this.folder = folder;
  }

  /** Opens one in a new folder in {@code parent}. */
  static Arena open(Path parent) throws IOException, InterruptedException {
    var arena = new Arena(Files.createTempDirectory(parent, "taskweir-bench-"));
    Runtime.getRuntime().addShutdownHook(arena.hook);
    try {
      arena.startBroker();
    } catch (IOException | RuntimeException | InterruptedException e) {
      arena.close();
      throw e;
    }
    return arena;
  }

  private void startBroker() throws IOException, InterruptedException {
    int[] ports = LoopbackPorts.anyFree(2);
    brokers = "127.0.0.1:" + ports[0];
    Path log = folder.resolve("broker.log");
    Process broker =
        start(
            List.of(),
            List.of("-Xmx512m"),
            ownClassPath(),
            log,
            BrokerProcess.class.getName(),
            folder.resolve("kafka").toString(),
            Integer.toString(ports[0]),
            Integer.toString(ports[1]));
    long end = System.nanoTime() + BROKER_START.toNanos();
    while (!answers()) {
      if (!broker.isAlive() || System.nanoTime() > end) {
        throw new RunFailedException("the broker did not start: " + lastLine(log));
      }
      Thread.sleep(200);
    }
  }

  private boolean answers() {
    try {
      Topics.present(clients());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private KafkaClients clients() {
    return KafkaClients.of(brokers);
  }

  /**
   * Writes the input, once.
   *
   * @param seen told how many records are written
   */
  void fill(Race race, int partitions, LongConsumer seen) throws IOException {
    topic(INPUT, partitions);
    var settings = clients().clientProperties();
    settings.setProperty("linger.ms", "20");
    settings.setProperty("batch.size", "262144");
    settings.setProperty("compression.type", "lz4");
    var failed = new AtomicReference<Exception>();
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long number = 0; number < race.records(); number++) {
        int partition = (int) (number % partitions);
        var record =
            new ProducerRecord<byte[], byte[]>(
                INPUT, partition, null, race.workload().value(number, race.keys()));
        var unused = producer.send(record, (where, failure) -> failed.compareAndSet(null, failure));
        if (number % 10_000 == 0) {
          seen.accept(number);
        }
      }
      producer.flush();
    }
    if (failed.get() != null) {
      throw new IOException("the input could not be written", failed.get());
    }
  }

  /** Runs a contestant over the input once, and says what was seen of it and what it wrote. */
  Run run(Race race, Contestant contestant, Contestant.Tuning tuning, Terms terms)
      throws IOException, InterruptedException {
    heats++;
    Path place = Files.createDirectories(folder.resolve("heat-" + heats));
    String output = "output-" + heats;
    List<String> topics = new ArrayList<>();
    topics.add(output);
    topics.addAll(Suite.SIDES.stream().map(kind -> Course.sideOf(output, kind)).toList());
    for (String name : topics) {
      topic(name, terms.parallelism());
    }
    var course =
        new Course(
            brokers,
            INPUT,
            output,
            race.records(),
            race.keys(),
            contestant.parallelism(terms.parallelism()),
            Files.createDirectories(place.resolve("state")).toString(),
            terms.warmUpSeconds(),
            terms.flame(contestant.name()),
            contestant.settings(tuning));
    course.write(place.resolve("course"));
    Measure measure = heat(contestant, place);
    Answer answer = new Answer();
    new ReadTopic(clients()).forEach(output, record -> answer.add(record.value()));
    long beside = 0;
    for (String side : topics.subList(1, topics.size())) {
      beside += new ReadTopic(clients()).forEach(side, record -> {});
    }
    delete(topics);
    FileUtils.deleteDirectory(place.toFile());
    return new Run(measure, answer, beside);
  }

  /**
   * What came of a heat.
   *
   * @param measure what was seen of the process
   * @param answer what it wrote
   * @param beside how many records it wrote besides
   */
  record Run(Measure measure, Answer answer, long beside) {}

  /**
   * What holds for every heat.
   *
   * @param parallelism subtasks of each contestant, and partitions of each topic
   * @param warmUpSeconds what is not measured
   * @param flames the folder of flame graphs; null where none is drawn
   */
  record Terms(int parallelism, double warmUpSeconds, @Nullable Path flames) {

    @Nullable
    String flame(String contestant) {
      return flames == null
          ? null
          : flames.resolve(contestant.replaceAll("[^A-Za-z0-9]+", "-")).toAbsolutePath().toString();
    }

    /** The same with flame graphs in {@code folder}. */
    Terms drawn(Path folder) {
      return new Terms(parallelism, warmUpSeconds, folder);
    }
  }

  private Measure heat(Contestant contestant, Path place) throws IOException, InterruptedException {
    Path log = place.resolve("process.log");
    Path measure = place.resolve("measure");
    Process process =
        start(
            contestant.hold(),
            List.of("-Xmx1g", "-XX:+UseG1GC"),
            classPath(contestant),
            log,
            Heat.class.getName(),
            contestant.program().getName(),
            place.resolve("course").toString(),
            measure.toString());
    int code = process.waitFor();
    processes.remove(process);
    if (code != 0 || Files.notExists(measure)) {
      throw new RunFailedException(
          contestant.name()
              + (code == KILLED
                  ? " was killed"
                  : " failed with exit code " + code + ": " + lastLine(log)));
    }
    return Measure.read(measure);
  }

  private static String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  private static String classPath(Contestant contestant) {
    var all = new StringBuilder();
    for (String jar : contestant.before()) {
      all.append(built("streams").resolve(jar)).append(File.pathSeparator);
    }
    return all.append(ownClassPath()).toString();
  }

  /** A folder that the build has put beside these classes. */
  private static Path built(String name) {
    try {
      return Path.of(Arena.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .resolveSibling(name);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("no place of these classes", e);
    }
  }

  /**
   * Starts a main class that ends with this process at the latest.
   *
   * @param before what its command begins with
   */
  private Process start(
      List<String> before,
      List<String> options,
      String classPath,
      Path log,
      String main,
      String... arguments)
      throws IOException {
    var all = new ArrayList<>(options);
    all.add("-Dlog4j2.configurationFile=classpath:log4j2-run.xml");
    all.add("-Dtaskweir.log.file=" + log + ".full");
    all.add("-Dtaskweir.log.level=warn");
    List<String> command = new ArrayList<>(before);
    command.addAll(Installation.java(all, classPath));
    command.add(Child.class.getName());
    command.add(main);
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    processes.add(process);
    return process;
  }

  private static String lastLine(Path log) throws IOException {
    if (Files.notExists(log)) {
      return "it said nothing";
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .filter(line -> line.contains("Exception") || line.contains("Error"))
          .filter(line -> !line.startsWith("\tat "))
          .reduce((before, line) -> line)
          .orElse("it said nothing of why");
    }
  }

  private void topic(String name, int partitions) throws IOException {
    Topics.create(clients(), List.of(new TopicPlan(name, partitions, Map.of(), "a race")));
  }

  private void delete(Collection<String> topics) throws IOException, InterruptedException {
    try (Admin admin = Admin.create(clients().clientProperties())) {
      admin.deleteTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new IOException("cannot delete " + topics, e.getCause());
    }
  }

  @Override
  public void close() {
    clear();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs, and finds nothing left to do.
      return;
    }
  }

  private void clear() {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
    processes.clear();
    try {
      FileUtils.deleteDirectory(folder.toFile());
    } catch (IOException e) {
      System.err.println("taskweir: " + folder + " could not be removed: " + e.getMessage());
    }
  }
}
