package io.taskweir.logfmt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.ConfigurationException;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class CountingAsyncAppenderTest {

  private static final int QUEUE = 4;

  private final Target target = new Target();
  private final CountingAsyncAppender appender =
      CountingAsyncAppender.create("main", QUEUE, null, target);

  @Test
  void writesEverythingInItsOrderBeforeItStops() {
    target.open();
    appender.start();

    for (int i = 0; i < QUEUE; i++) {
      appender.append(event(Level.INFO, "line " + i));
    }
    appender.stop(0, TimeUnit.SECONDS);

    assertThat(target.lines).containsExactly("line 0", "line 1", "line 2", "line 3");
    assertThat(target.endedBatches).isPositive();
    assertThat(target.isStopped()).isTrue();
    assertThat(appender.dropped()).isZero();
  }

  @Test
  void countsWhatItDropsAndSaysSo() throws InterruptedException {
    fill();

    appender.append(event(Level.INFO, "too much"));
    appender.append(event(Level.WARN, "much too much"));
    target.open();
    appender.stop(0, TimeUnit.SECONDS);

    assertThat(appender.dropped()).isEqualTo(2);
    assertThat(target.lines).hasSize(1 + QUEUE + 1).doesNotContain("too much", "much too much");
    assertThat(target.lines)
        .contains(
            "log events dropped, none an error, since the log cannot keep up: 2 since the last"
                + " report, 2 in all");
  }

  @Test
  void writesErrorsItselfWhenTheQueueIsFull() throws InterruptedException {
    fill();

    target.letPass("disk is full");
    appender.append(event(Level.ERROR, "disk is full"));

    assertThat(target.lines).contains("disk is full");
    assertThat(appender.dropped()).isZero();
    target.open();
    appender.stop(0, TimeUnit.SECONDS);
    assertThat(target.lines).hasSize(1 + QUEUE + 1);
  }

  @Test
  void keepsAnArgumentAsItWasWhenItWasLogged() throws InterruptedException {
    appender.start();
    appender.append(event(Level.INFO, "first"));
    target.awaitBusy();
    var argument = new StringBuilder("before");
    appender.append(
        Log4jLogEvent.newBuilder()
            .setLevel(Level.INFO)
            .setMessage(new ParameterizedMessage("was {}", argument))
            .build());

    argument.replace(0, argument.length(), "after");
    target.open();
    appender.stop(0, TimeUnit.SECONDS);

    assertThat(target.lines).containsExactly("first", "was before");
  }

  @Test
  void goesOnAfterItsTargetFailed() {
    target.open();
    target.failNext = true;
    appender.start();

    appender.append(event(Level.INFO, "lost with its target"));
    appender.append(event(Level.INFO, "written"));
    appender.stop(0, TimeUnit.SECONDS);

    assertThat(target.lines).containsExactly("written");
  }

  @Test
  void wantsAnAppenderToWriteTo() {
    assertThatThrownBy(() -> CountingAsyncAppender.create("main", QUEUE, null, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("CountingAsync main: a nested appender expected");
  }

  /** One event in the target's hands, and a queue without room. */
  private void fill() throws InterruptedException {
    appender.start();
    appender.append(event(Level.INFO, "in hand"));
    target.awaitBusy();
    for (int i = 0; i < QUEUE; i++) {
      appender.append(event(Level.INFO, "waits " + i));
    }
  }

  private static LogEvent event(Level level, String message) {
    return Log4jLogEvent.newBuilder()
        .setLevel(level)
        .setMessage(new SimpleMessage(message))
        .build();
  }

  /** Keeps its lines, and stands still until it is opened. */
  private static final class Target extends AbstractAppender {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private volatile String passing = "";
    private volatile int endedBatches;
    private volatile boolean failNext;

    Target() {
      super("target", null, null, false, Property.EMPTY_ARRAY);
    }

    void open() {
      opened.countDown();
    }

    void letPass(String message) {
      passing = message;
    }

    void awaitBusy() throws InterruptedException {
      assertThat(busy.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // counted by one thread, read after its end
    public void append(LogEvent event) {
      String message = event.getMessage().getFormattedMessage();
      if (!message.equals(passing)) {
        awaitOpened();
      }
      if (failNext) {
        failNext = false;
        throw new IllegalStateException("no disk");
      }
      lines.add(message);
      if (event.isEndOfBatch()) {
        endedBatches++;
      }
    }

    private void awaitOpened() {
      busy.countDown();
      try {
        assertThat(opened.await(10, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
