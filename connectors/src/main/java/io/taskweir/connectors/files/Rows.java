package io.taskweir.connectors.files;

import java.io.IOException;
import javax.annotation.Nullable;

/** The rows of one file, in its own order. There is nothing to close: see {@link ReopenedFile}. */
interface Rows {

  /** The next row; null after the last. */
  @Nullable
  Row next() throws IOException;

  /** How many cells were absent so far. */
  default long absent() {
    return 0;
  }
}
