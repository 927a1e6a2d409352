package io.taskweir.deploy.records;

import java.io.IOException;

/**
 * What a workflow has said of its runs, one line of JSON after another. There may be millions, so
 * they are only ever streamed, and who reads keeps what it needs.
 */
public interface RunRecords {

  /** What a line tells of. */
  enum Kind {
    /** What became of a task: {@link io.taskweir.state.AuditEvent}. */
    AUDIT,
    /** A task that ended without a result: {@link io.taskweir.state.DeadLetter}. */
    DEAD_LETTERS,
    /** What came out. */
    RESULTS
  }

  /** Takes each line in turn. */
  interface Reader {

    /** Reads a line. */
    void read(Entry entry) throws IOException;
  }

  /**
   * Hands lines to {@code reader}: all that are {@code wanted}, and maybe others.
   *
   * @throws IOException in one line where they cannot be read
   */
  void forEach(Kind kind, Wanted wanted, Reader reader) throws IOException;

  /** Whether what is wanted near a root is looked for in one place only, and may lie elsewhere. */
  boolean looksNearRoots();

  /** Where they lie, for a message. */
  String where();
}
