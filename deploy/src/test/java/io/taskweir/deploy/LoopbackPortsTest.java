package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LoopbackPortsTest {

  @Test
  void givesDifferentPortsBelowThoseOfConnections() {
    int[] ports = LoopbackPorts.anyFree(50);

    assertThat(ports).hasSize(50).doesNotHaveDuplicates();
    assertThat(Arrays.stream(ports).boxed()).allMatch(port -> port < 32_768);
  }

  @Test
  void knowsAPortThatIsTaken() throws Exception {
    int port = LoopbackPorts.anyFree(1)[0];

    assertThat(LoopbackPorts.isFree(port)).isTrue();
    try (var taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(LoopbackPorts.isFree(taken.getLocalPort())).isFalse();
    }
  }
}
