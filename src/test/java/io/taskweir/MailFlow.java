package io.taskweir;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.annotation.Nullable;

/** Mail that keeps coming, whatever the workflow is going through. */
final class MailFlow implements AutoCloseable {

  private static final Duration EVERY = Duration.ofMillis(400);

  private final List<Letter> letters;
  private final ClusterRun to;
  private final AtomicInteger sent = new AtomicInteger();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  @Nullable private Future<?> ticks;

  private MailFlow(List<Letter> letters, ClusterRun to) {
    this.letters = letters;
    this.to = to;
  }

  /** Begins to deliver {@code letters}, one after the other. */
  static MailFlow of(List<Letter> letters, ClusterRun to) {
    MailFlow flow = new MailFlow(letters, to);
    flow.ticks =
        flow.clock.scheduleWithFixedDelay(
            flow::deliverNext, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    return flow;
  }

  /** How many were delivered by now. */
  int sent() {
    return sent.get();
  }

  /** Delivers the rest at once; throws what kept any from being delivered. */
  void finish() throws Exception {
    if (ticks.isDone()) {
      ticks.get();
    }
    stop();
    to.feed(letters.subList(sent.get(), letters.size()));
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }

  private void stop() throws InterruptedException {
    clock.shutdown();
    if (!clock.awaitTermination(Machine.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("a letter is still on its way");
    }
  }

  private void deliverNext() {
    if (sent.get() < letters.size()) {
      try {
        to.feed(letters.subList(sent.get(), sent.get() + 1));
        sent.incrementAndGet();
      } catch (Exception e) {
        throw new IllegalStateException("letter " + sent.get() + " was not taken", e);
      }
    }
  }
}
