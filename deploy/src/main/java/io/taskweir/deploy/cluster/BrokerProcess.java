package io.taskweir.deploy.cluster;

import io.taskweir.deploy.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** The cluster's Kafka broker: {@code BrokerProcess DIRECTORY PORT CONTROLLER-PORT}. */
public final class BrokerProcess {

  private BrokerProcess() {}

  /** Runs until it is told to end, or the broker gives up. */
  public static void main(String[] arguments) throws Exception {
    var broker =
        EmbeddedBroker.start(
            Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-broker"));
    try {
      broker.broken().get();
    } catch (ExecutionException e) {
      System.err.println(e.getCause().getMessage());
      Runtime.getRuntime().halt(1);
    }
  }
}
