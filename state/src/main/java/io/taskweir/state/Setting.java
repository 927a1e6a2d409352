package io.taskweir.state;

import java.io.Serializable;
import javax.annotation.Nullable;

/**
 * One setting as the topic has it. Fields are a contract: add or remove one, never rename or retype
 * it.
 *
 * @param name what is set, such as {@code sensors.range.boilers}; {@link #UNREADABLE} where the
 *     topic has a record that is no setting
 * @param version grows with each change of this setting: one more than its offset in the topic
 * @param value JSON; null where the setting was removed; of an unreadable one a JSON string that
 *     says in one line what was wrong and where
 */
public record Setting(String name, long version, @Nullable String value) implements Serializable {

  /** The name of what is no setting: it sets nothing, and is there to be reported. */
  public static final String UNREADABLE = "";
}
