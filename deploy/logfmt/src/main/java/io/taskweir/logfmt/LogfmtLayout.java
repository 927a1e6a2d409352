package io.taskweir.logfmt;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;
import org.apache.logging.log4j.core.layout.ByteBufferDestination;
import org.apache.logging.log4j.core.time.Instant;
import org.apache.logging.log4j.core.util.NetUtils;
import org.apache.logging.log4j.util.ReadOnlyStringMap;

/**
 * One event, one line of {@code key=value} fields, always in this order: time, level, logger,
 * version, pid, host, taskmanager, subtask, workflow, stage, task, root, depth, attempt, thread,
 * msg, error, cause, stack. A field without a value is left out. Taskmanager to attempt come from
 * the thread's context (MDC), under their own names.
 *
 * <p>An error is {@code type: message}; its cause, the innermost one. A stack trace is there only
 * where the log's level is debug or finer, on the same line.
 */
@Plugin(
    name = "LogfmtLayout",
    category = Node.CATEGORY,
    elementType = Layout.ELEMENT_TYPE,
    printObject = true)
public final class LogfmtLayout extends AbstractStringLayout {

  private static final List<String> CONTEXT =
      List.of("taskmanager", "subtask", "workflow", "stage", "task", "root", "depth", "attempt");

  /** A chain of causes may be a circle. */
  private static final int DEEPEST_CAUSE = 50;

  private final Timestamps timestamps = new Timestamps(ZoneId.systemDefault());

  /** Version, pid and host, which never change: the same text in every line. */
  private final String process;

  private final boolean stacks;

  private LogfmtLayout(String process, boolean stacks) {
    super(StandardCharsets.UTF_8);
    this.process = process;
    this.stacks = stacks;
  }

  /**
   * Called by Log4j.
   *
   * @param level the log's own level: at debug or finer, stack traces are written
   * @param version what to call this build; by default the version of this jar
   */
  @PluginFactory
  public static LogfmtLayout create(
      @PluginAttribute(value = "level", defaultString = "info") String level,
      @PluginAttribute("version") @Nullable String version) {
    var process = new StringBuilder();
    field(process, "version", version == null ? versionOfThisJar() : version);
    field(process, "pid", Long.toString(ProcessHandle.current().pid()));
    field(process, "host", NetUtils.getLocalHostname());
    boolean stacks = Level.toLevel(level, Level.INFO).isLessSpecificThan(Level.DEBUG);
    return new LogfmtLayout(process.toString(), stacks);
  }

  @Override
  public String toSerializable(LogEvent event) {
    StringBuilder line = getStringBuilder();
    write(event, line);
    String text = line.toString();
    trimToMaxSize(line);
    return text;
  }

  @Override
  public void encode(LogEvent event, ByteBufferDestination destination) {
    StringBuilder line = getStringBuilder();
    write(event, line);
    getStringBuilderEncoder().encode(line, destination);
    trimToMaxSize(line);
  }

  private void write(LogEvent event, StringBuilder line) {
    Instant time = event.getInstant();
    line.append("time=");
    timestamps.append(line, time.getEpochSecond(), time.getNanoOfSecond());
    field(line, "level", event.getLevel().name());
    field(line, "logger", event.getLoggerName());
    line.append(process);
    ReadOnlyStringMap context = event.getContextData();
    for (String key : CONTEXT) {
      Object value = context.getValue(key);
      field(line, key, value == null ? null : value.toString());
    }
    field(line, "thread", event.getThreadName());
    field(line, "msg", event.getMessage().getFormattedMessage());
    if (event.getThrown() != null) {
      error(line, event.getThrown());
    }
    line.append('\n');
  }

  private void error(StringBuilder line, Throwable error) {
    field(line, "error", describe(error));
    Throwable cause = innermost(error);
    if (cause != error) {
      field(line, "cause", describe(cause));
    }
    if (stacks) {
      var stack = new StringWriter();
      error.printStackTrace(new PrintWriter(stack, true));
      field(line, "stack", stack.toString());
    }
  }

  private static String describe(Throwable error) {
    String type = error.getClass().getName();
    return error.getMessage() == null ? type : type + ": " + error.getMessage();
  }

  private static Throwable innermost(Throwable error) {
    Throwable innermost = error;
    for (int i = 0; i < DEEPEST_CAUSE && innermost.getCause() != null; i++) {
      innermost = innermost.getCause();
    }
    return innermost;
  }

  private static void field(StringBuilder line, String key, @Nullable String value) {
    if (value != null) {
      line.append(' ').append(key).append('=');
      LogfmtValue.append(line, value);
    }
  }

  @Nullable
  private static String versionOfThisJar() {
    return LogfmtLayout.class.getPackage().getImplementationVersion();
  }
}
