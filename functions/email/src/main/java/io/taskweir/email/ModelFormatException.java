package io.taskweir.email;

import java.io.IOException;

/** A file is no model that can be used; the message says why, in a part of a line. */
public final class ModelFormatException extends IOException {

  private static final long serialVersionUID = 1L;

  ModelFormatException(String message) {
    super(message);
  }
}
