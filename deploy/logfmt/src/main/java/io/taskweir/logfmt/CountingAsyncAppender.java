package io.taskweir.logfmt;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.annotation.Nullable;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.AppenderControl;
import org.apache.logging.log4j.core.config.ConfigurationException;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.util.Log4jThread;
import org.apache.logging.log4j.message.SimpleMessage;

/**
 * Writes in the background, so that a slow disk does not slow a task. When its queue is full it
 * drops what is below an error, counts it, and says so in a line of its own; an error is then
 * written by the thread that logs it, out of turn but never lost.
 *
 * <p>It is not Log4j's own asynchronous appender because that one decides what to drop by a
 * property of the whole JVM, and does not report how much. The appender that it writes to is nested
 * in it and not referenced, so that it is stopped after the queue is empty: Log4j stops referenced
 * ones in no order.
 */
@Plugin(
    name = "CountingAsync",
    category = Core.CATEGORY_NAME,
    elementType = Appender.ELEMENT_TYPE,
    printObject = true)
public final class CountingAsyncAppender extends AbstractAppender {

  private static final int DEFAULT_QUEUE = 8192;
  private static final long IDLE_MILLIS = 50;
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(10);

  private final Appender target;
  private final AppenderControl control;
  private final BlockingQueue<LogEvent> queue;
  private final LongAdder dropped = new LongAdder();
  private final Thread writer;
  private volatile boolean stopping;

  /** How much of {@link #dropped} has been said, and when; both belong to the writer. */
  private long reported;

  private long reportedAt = System.nanoTime();

  private CountingAsyncAppender(
      String name, @Nullable Filter filter, int queueSize, Appender target) {
    super(name, filter, null, true, Property.EMPTY_ARRAY);
    this.target = target;
    this.control = new AppenderControl(target, null, null);
    this.queue = new ArrayBlockingQueue<>(queueSize);
    this.writer = new Log4jThread(this::writeUntilStopped, "log-" + name);
    writer.setDaemon(true);
  }

  /**
   * Called by Log4j.
   *
   * @param queueSize events that may wait; each keeps its message
   * @param target the appender that is nested in this one
   */
  @PluginFactory
  public static CountingAsyncAppender create(
      @PluginAttribute("name") String name,
      @PluginAttribute(value = "queueSize", defaultInt = DEFAULT_QUEUE) int queueSize,
      @PluginElement("Filter") @Nullable Filter filter,
      @PluginElement("Appender") @Nullable Appender target) {
    if (target == null) {
      throw new ConfigurationException("CountingAsync " + name + ": a nested appender expected");
    }
    return new CountingAsyncAppender(name, filter, queueSize, target);
  }

  /** Events that were dropped since the start, none of them an error. */
  public long dropped() {
    return dropped.sum();
  }

  @Override
  public void start() {
    target.start();
    writer.start();
    super.start();
  }

  /** Writes all that waits, and then stops the nested appender. */
  @Override
  public boolean stop(long timeout, TimeUnit unit) {
    setStopping();
    super.stop(timeout, unit, false);
    stopping = true;
    boolean drained = awaitWriter(timeout > 0 ? unit.toMillis(timeout) : STOP_MILLIS);
    // What a thread put there between its look at our state and the writer's end.
    for (LogEvent late = queue.poll(); late != null; late = queue.poll()) {
      write(late);
    }
    target.stop();
    setStopped();
    return drained;
  }

  @Override
  public void append(LogEvent event) {
    LogEvent kept = Log4jLogEvent.createMemento(event, false);
    // Formatted here and now: an argument may change before the writer comes to it.
    kept.getMessage().getFormattedMessage();
    if (queue.offer(kept)) {
      return;
    }
    if (kept.getLevel().isMoreSpecificThan(Level.ERROR)) {
      kept.setEndOfBatch(true);
      control.callAppender(kept);
    } else {
      dropped.increment();
    }
  }

  private boolean awaitWriter(long millis) {
    try {
      writer.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !writer.isAlive();
  }

  private void writeUntilStopped() {
    while (!stopping || !queue.isEmpty()) {
      try {
        LogEvent event = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (event != null) {
          write(event);
        }
        if (System.nanoTime() - reportedAt > REPORT_NANOS) {
          reportDrops();
        }
      } catch (InterruptedException e) {
        // Only stop() ends this thread, and what waits is still to be written.
        LOGGER.debug("{} was interrupted and goes on", writer.getName());
      }
    }
    reportDrops();
  }

  private void write(LogEvent event) {
    event.setEndOfBatch(queue.isEmpty());
    try {
      control.callAppender(event);
    } catch (RuntimeException e) {
      error("appender " + getName() + " cannot write to " + target.getName(), event, e);
    }
  }

  private void reportDrops() {
    long total = dropped.sum();
    if (total == reported) {
      return;
    }
    String message =
        "log events dropped, none an error, since the log cannot keep up: "
            + (total - reported)
            + " since the last report, "
            + total
            + " in all";
    reported = total;
    reportedAt = System.nanoTime();
    write(
        Log4jLogEvent.newBuilder()
            .setLoggerName(CountingAsyncAppender.class.getName())
            .setLevel(Level.WARN)
            .setThreadName(writer.getName())
            .setMessage(new SimpleMessage(message))
            .build());
  }
}
