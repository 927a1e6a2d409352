package io.taskweir.state;

/** The Kafka headers that Taskweir reads and writes. */
public final class Headers {

  /** The caller's own id of a root: the same id again is the same work. */
  public static final String ID = "taskweir-id";

  /** Whose work it is: {@code [a-z0-9-]{1,63}}. */
  public static final String TENANT = "taskweir-tenant";

  /** What a person calls the input, such as a path. */
  public static final String SOURCE = "taskweir-source";

  /** Where the body lies when the value is empty: {@link BlobRef#text}. */
  public static final String BLOB = "taskweir-blob";

  /**
   * What kind of result it is, where one topic carries several: also the name of its file, such as
   * {@code rollups}.
   */
  public static final String KIND = "taskweir-kind";

  private Headers() {}
}
