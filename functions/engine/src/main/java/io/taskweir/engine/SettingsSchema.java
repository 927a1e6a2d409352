package io.taskweir.engine;

import io.taskweir.state.Setting;
import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * How settings are read: folds one setting after another into a typed value that tasks see.
 *
 * @param <S> all settings that the tasks of a stage read; immutable, never serialised
 */
public interface SettingsSchema<S> extends Serializable {

  /** What holds where nothing is set. */
  S defaults();

  /** Whether {@code name} is one of these settings; others are passed over. */
  boolean owns(String name);

  /**
   * {@code before} with one setting changed, or back at its default where {@code value} is null.
   *
   * @throws Rejection where the value is not allowed: it is reported, and the old one stays
   */
  S with(S before, String name, @Nullable String value) throws Rejection;

  /** The key under which {@link TaskContext#settings} hands them out. */
  Class<S> type();

  /** {@code before} with a setting taken from the topic. */
  default S with(S before, Setting setting) throws Rejection {
    return with(before, setting.name(), setting.value());
  }
}
