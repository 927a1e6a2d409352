package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class BrokenBrokerTest {

  @TempDir Path folder;

  /** A broker halts its JVM when its disk is gone; here that would take the whole run with it. */
  @Test
  void saysThatItStoppedInsteadOfTakingTheProgramWithIt() throws Exception {
    try (var broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
      assertThatThrownBy(() -> Exit.halt(1, "all log directories have failed"))
          .isInstanceOf(EmbeddedBroker.BrokerStopped.class);

      assertThatThrownBy(() -> broker.broken().get(1, TimeUnit.SECONDS))
          .hasRootCauseMessage(
              "the embedded Kafka broker stopped (its data: "
                  + folder.resolve("kafka")
                  + "): all log directories have failed");
    }
  }
}
