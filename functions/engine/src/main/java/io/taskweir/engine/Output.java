package io.taskweir.engine;

import io.taskweir.state.Task;
import io.taskweir.state.TaskTypeInfo;
import java.io.Serializable;
import java.util.Objects;
import org.apache.flink.util.OutputTag;

/**
 * A typed output of a task besides its result: a constant of the task that emits to it.
 *
 * <pre>{@code static final Output<Link> LINKS = Output.of("links", Link.class);}</pre>
 *
 * @param <P> what is emitted, a flat immutable record
 */
public final class Output<P> implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String name;
  private final Class<P> type;

  /** Made once: reading a type by reflection costs some 50 µs, and every emission needs the tag. */
  private final OutputTag<Task<P>> tag;

  private Output(String name, Class<P> type) {
    this.name = name;
    this.type = type;
    this.tag = new OutputTag<>(name, TaskTypeInfo.ofPayload(type));
  }

  /**
   * An output.
   *
   * @param name kebab-case, unique within its task; part of its children's ids, so never renamed
   * @param type what is emitted
   */
  public static <P> Output<P> of(String name, Class<P> type) {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException("output name: expected kebab-case, got \"" + name + '"');
    }
    return new Output<>(name, Objects.requireNonNull(type));
  }

  /** The output's name. */
  public String name() {
    return name;
  }

  /** What is emitted. */
  public Class<P> type() {
    return type;
  }

  /** The Flink side output that carries it. */
  public OutputTag<Task<P>> tag() {
    return tag;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Output<?> that && name.equals(that.name) && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
