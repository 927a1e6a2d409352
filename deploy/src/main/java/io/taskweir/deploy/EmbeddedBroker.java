package io.taskweir.deploy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker, its own controller, in this JVM and on loopback: a real log with real
 * transactions. It costs about two seconds to start and some 60 MB of heap, and nobody outside this
 * machine reaches it.
 *
 * <p>A broker that loses its disk would halt the JVM. Here it completes {@link #broken} instead, so
 * that the run can say what happened; a JVM therefore holds one broker at a time.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final int NODE = 1;
  private static final String HOST = "127.0.0.1";

  /** What formatting leaves behind. */
  private static final String META_PROPERTIES = "meta.properties";

  private final KafkaRaftServer server;
  private final String address;
  private final CompletableFuture<Void> broken;

  private EmbeddedBroker(KafkaRaftServer server, String address, CompletableFuture<Void> broken) {
    this.server = server;
    this.address = address;
    this.broken = broken;
  }

  /**
   * Starts a broker on {@code directory}. Ports are any two free ones.
   *
   * @param directory where its log lies; made if absent, formatted if it is new
   */
  public static EmbeddedBroker start(Path directory) throws IOException {
    int[] ports = LoopbackPorts.anyFree(2);
    return start(directory, ports[0], ports[1]);
  }

  /**
   * As the other, on ports that somebody has chosen.
   *
   * @param port for clients
   * @param controllerPort for the broker's own controller
   */
  public static EmbeddedBroker start(Path directory, int port, int controllerPort)
      throws IOException {
    return start(directory, port, controllerPort, Map.of());
  }

  /** As the other, with settings of Kafka's over its own. */
  static EmbeddedBroker start(
      Path directory, int port, int controllerPort, Map<String, String> more) throws IOException {
    Files.createDirectories(directory);
    var broken = new CompletableFuture<Void>();
    Exit.Procedure stop =
        (status, message) -> {
          var failure = new BrokerStopped(directory, message);
          broken.completeExceptionally(failure);
          throw failure;
        };
    Exit.setExitProcedure(stop);
    Exit.setHaltProcedure(stop);
    Map<String, Object> settings = settings(directory, port, controllerPort);
    settings.putAll(more);
    if (Files.notExists(directory.resolve(META_PROPERTIES))) {
      format(directory);
    }
    var server = new KafkaRaftServer(KafkaConfig.apply(settings, false), Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw e;
    }
    return new EmbeddedBroker(server, HOST + ":" + port, broken);
  }

  /** {@code host:port}, as {@code bootstrap.servers} wants it. */
  public String address() {
    return address;
  }

  /** Fails when the broker gave up by itself, such as on a full disk; never completes otherwise. */
  public CompletableFuture<Void> broken() {
    return broken.copy();
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
    Exit.resetExitProcedure();
    Exit.resetHaltProcedure();
  }

  private static void format(Path directory) throws IOException {
    var formatter =
        new Formatter()
            .setPrintStream(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
            .setNodeId(NODE)
            .setClusterId(Uuid.randomUuid().toString())
            .setReleaseVersion(MetadataVersion.latestProduction())
            .setControllerListenerName("CONTROLLER")
            .addDirectory(directory.toString())
            .setMetadataLogDirectory(directory.toString());
    try {
      formatter.run();
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("cannot format the broker's directory " + directory, e);
    }
  }

  private static Map<String, Object> settings(Path directory, int broker, int controller) {
    var all = new HashMap<String, Object>();
    all.put("process.roles", "broker,controller");
    all.put("node.id", Integer.toString(NODE));
    all.put("log.dirs", directory.toString());
    all.put(
        "listeners",
        "BROKER://" + HOST + ":" + broker + ",CONTROLLER://" + HOST + ":" + controller);
    all.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    all.put("inter.broker.listener.name", "BROKER");
    all.put("controller.listener.names", "CONTROLLER");
    all.put("controller.quorum.voters", NODE + "@" + HOST + ":" + controller);
    // One node: its internal topics cannot have the three copies that are the default, and each
    // partition of them costs a directory and a load at start.
    all.put("offsets.topic.replication.factor", "1");
    all.put("offsets.topic.num.partitions", "1");
    all.put("transaction.state.log.replication.factor", "1");
    all.put("transaction.state.log.min.isr", "1");
    all.put("transaction.state.log.num.partitions", "4");
    all.put("share.coordinator.state.topic.replication.factor", "1");
    all.put("share.coordinator.state.topic.min.isr", "1");
    // What a sink may ask for on a cluster; a lower value would refuse its start.
    all.put("transaction.max.timeout.ms", "3600000");
    all.put("group.initial.rebalance.delay.ms", "0");
    // A misspelt topic is an error, not a new topic.
    all.put("auto.create.topics.enable", "false");
    // The default is 128 MB of heap, for compaction that a run of minutes does not need.
    all.put("log.cleaner.dedupe.buffer.size", "2097152");
    all.put("num.network.threads", "2");
    all.put("num.io.threads", "4");
    all.put("background.threads", "2");
    // Nobody is there to take over.
    all.put("controlled.shutdown.enable", "false");
    return all;
  }

  /** The broker stopped by itself. */
  public static final class BrokerStopped extends RuntimeException {
    BrokerStopped(Path directory, String message) {
      super(
          "the embedded Kafka broker stopped (its data: "
              + directory
              + ")"
              + (message == null ? "" : ": " + message));
    }
  }
}
