package io.taskweir.engine.internal;

import io.taskweir.engine.SettingsSchema;
import io.taskweir.state.Setting;
import java.io.Serializable;
import java.util.List;

/**
 * Which settings a stage reads.
 *
 * @param schema how they are read
 * @param initial what held when the job was submitted, so that the first record finds it
 */
public record Reads<S>(SettingsSchema<S> schema, List<Setting> initial) implements Serializable {}
