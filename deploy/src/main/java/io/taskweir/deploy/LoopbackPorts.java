package io.taskweir.deploy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Which ports of loopback can be listened on. */
public final class LoopbackPorts {

  /**
   * Below what a system hands out by itself (Linux from 32768 on, others from 49152): a port from
   * there may be the near end of some connection by the time its owner wants to listen.
   */
  private static final int FIRST = 20_000;

  private static final int LAST = 32_000;

  private LoopbackPorts() {}

  /** Different free ports, chosen at random, so that two who ask at once rarely meet. */
  public static int[] anyFree(int count) {
    int[] free =
        ThreadLocalRandom.current()
            .ints(FIRST, LAST + 1)
            .distinct()
            .limit(LAST - FIRST + 1)
            .filter(LoopbackPorts::isFree)
            .limit(count)
            .toArray();
    if (free.length < count) {
      throw new RunFailedException(
          "no %d free ports on loopback between %d and %d".formatted(count, FIRST, LAST));
    }
    return free;
  }

  /** Whether nobody listens on {@code port}. */
  public static boolean isFree(int port) {
    try (var probe = new ServerSocket()) {
      // As a server binds: a port that was closed a moment ago is free.
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
