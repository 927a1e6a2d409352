package io.taskweir.email;

import java.io.IOException;

/**
 * A kind of file that is looked into. A new kind is one class, and one line in {@link FileKinds}.
 */
interface FileKind {

  /** Whether a file of {@code type} is of this kind. */
  boolean covers(String type);

  /**
   * Whether the file is put into scratch and not into memory: an archive, which may be large, and
   * of which one at a time is open on each level of nesting.
   */
  default boolean isArchive() {
    return false;
  }

  /**
   * Looks into a file and tells {@code inspection} what it sees. It works in linear time and
   * bounded memory whatever the bytes, and gives up on its own parts by {@link Inspection#giveUp}.
   *
   * @throws IOException where the file is broken, as a {@link RuntimeException} is; what was told
   *     before stands
   */
  void look(InnerFile file, Inspection inspection) throws IOException;
}
