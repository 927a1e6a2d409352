package io.taskweir.engine;

import java.util.TreeMap;
import javax.annotation.Nullable;

/**
 * Settings for tests: the limit of each line, and how the fold came to them.
 *
 * @param limits by name, without the prefix {@code line.}
 * @param folded which settings were folded, in order
 */
record LineLimits(TreeMap<String, Integer> limits, String folded) {

  /**
   * Settings named by a prefix, whose value is a number of at least some other.
   *
   * @param prefix what their names begin with
   * @param least the least value
   */
  record Schema(String prefix, int least) implements SettingsSchema<LineLimits> {

    Schema() {
      this("line.", 1);
    }

    @Override
    public LineLimits defaults() {
      return new LineLimits(new TreeMap<>(), "");
    }

    @Override
    public boolean owns(String name) {
      return name.startsWith(prefix);
    }

    @Override
    public LineLimits with(LineLimits before, String name, @Nullable String value)
        throws Rejection {
      int limit = Integer.parseInt(value);
      if (limit < least) {
        throw new Rejection("LINE_LIMIT", name + ": at least " + least + " expected, got " + limit);
      }
      TreeMap<String, Integer> limits = new TreeMap<>(before.limits());
      limits.put(name.substring("line.".length()), limit);
      return new LineLimits(limits, before.folded() + name + " ");
    }

    @Override
    public Class<LineLimits> type() {
      return LineLimits.class;
    }
  }

  /** A task that says what its settings are. */
  static final class Say implements TaskFunction<Words.Line, String> {

    private static final long serialVersionUID = 1L;

    @Override
    public void run(Words.Line line, TaskContext<String> context) {
      context.emit(context.settings(LineLimits.class).limits().toString());
    }
  }
}
