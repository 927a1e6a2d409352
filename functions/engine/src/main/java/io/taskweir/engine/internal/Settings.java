package io.taskweir.engine.internal;

import io.taskweir.engine.Rejection;
import io.taskweir.engine.SettingsSchema;
import io.taskweir.state.FailureClass;
import io.taskweir.state.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.BroadcastState;

/**
 * What a stage's settings say: the newest of each name, folded into one value.
 *
 * <p>State {@code settings}, by name and without a lifetime: as many entries as the topic has names
 * of this schema. One that is refused leaves its version behind on the old value, so that a replay
 * of the topic does not report it again; one that is removed stays as a version without a value.
 *
 * <p>A change folds all of them anew, in order of name, so that every subtask comes to the same
 * value whatever came first; a task costs nothing.
 */
final class Settings<S> {

  private final SettingsSchema<S> schema;
  private final BroadcastState<String, Setting> held;
  private S value;

  Settings(SettingsSchema<S> schema, BroadcastState<String, Setting> held) {
    this.schema = schema;
    this.held = held;
    this.value = schema.defaults();
  }

  /** What they say now. */
  S value() {
    return value;
  }

  /**
   * What became of a setting that was news.
   *
   * @param setting the setting
   * @param failure why it was refused; null where it was taken over
   */
  record Answer(Setting setting, @Nullable Failure failure) {}

  /**
   * Begins with what state holds and, where it is newer, what held at submission.
   *
   * @return what was news; also what an older version of the code has taken and this one refuses
   */
  List<Answer> begin(Collection<Setting> initial) throws Exception {
    Map<String, Setting> stored = held();
    Map<String, Setting> newest = new TreeMap<>(stored);
    for (Setting setting : initial) {
      if (isNews(setting)) {
        newest.merge(setting.name(), setting, (a, b) -> a.version() >= b.version() ? a : b);
      }
    }
    List<Answer> answers = new ArrayList<>();
    for (Setting setting : newest.values()) {
      Setting old = stored.get(setting.name());
      boolean news = !setting.equals(old);
      Failure failure = add(setting);
      if (failure != null) {
        refuse(setting, news && old != null && add(old) == null ? old : null);
      } else if (news) {
        held.put(setting.name(), setting);
      }
      if (news || failure != null) {
        answers.add(new Answer(setting, failure));
      }
    }
    return answers;
  }

  /** Whether it is one of these settings and newer than what is held. */
  boolean isNews(Setting setting) throws Exception {
    if (!owns(setting.name())) {
      return false;
    }
    Setting old = held.get(setting.name());
    return old == null || setting.version() > old.version();
  }

  /** Takes over what is news, or refuses it, and then the old value stays. */
  Answer take(Setting news) throws Exception {
    NavigableMap<String, Setting> all = held();
    Setting old = all.put(news.name(), news);
    S before = value;
    value = schema.defaults();
    for (Setting setting : all.values()) {
      Failure failure = add(setting);
      if (failure != null) {
        value = before;
        refuse(news, old);
        return new Answer(news, failure);
      }
    }
    held.put(news.name(), news);
    return new Answer(news, null);
  }

  /** Keeps the old value under the new version, so that it is refused only once. */
  private void refuse(Setting news, @Nullable Setting old) throws Exception {
    String kept = old == null ? null : old.value();
    held.put(news.name(), new Setting(news.name(), news.version(), kept));
  }

  /** Folds one more setting into the value; the schema is the user's code, so it may fail. */
  @Nullable
  private Failure add(Setting setting) {
    if (setting.value() == null) {
      return null;
    }
    try {
      value = Objects.requireNonNull(schema.with(value, setting), "the schema made null of it");
      return null;
    } catch (Rejection refused) {
      return Failure.of(refused);
    } catch (RuntimeException | StackOverflowError e) {
      return Failure.of("SETTING", FailureClass.POISON, Failure.of(e).error());
    }
  }

  private boolean owns(@Nullable String name) {
    try {
      return name != null && schema.owns(name);
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** What is held; an older version of the code may have owned more. */
  private NavigableMap<String, Setting> held() throws Exception {
    NavigableMap<String, Setting> all = new TreeMap<>();
    for (Map.Entry<String, Setting> entry : held.immutableEntries()) {
      if (owns(entry.getKey())) {
        all.put(entry.getKey(), entry.getValue());
      }
    }
    return all;
  }
}
