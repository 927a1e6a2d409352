package io.taskweir.state;

import javax.annotation.Nullable;

/**
 * One setting as the topic has it. Fields are a contract: add or remove one, never rename or retype
 * it.
 *
 * @param name what is set, such as {@code sensors.range.boilers}
 * @param version grows with each change of this setting: one more than its offset in the topic
 * @param value JSON; null where the setting was removed
 */
public record Setting(String name, long version, @Nullable String value) {}
