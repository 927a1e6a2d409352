package io.taskweir.connectors.files;

import javax.annotation.Nullable;

/**
 * One reading on its way from a file.
 *
 * @param source what a person calls it: {@code path:line}, lines counted from 1 with the header
 *     line; with {@code [n]} for the n-th element, from 0, of an array
 * @param key its sensor, which keeps the readings of one sensor together; null where it is not
 *     known or has more than {@value #LONGEST_KEY} characters
 * @param json one JSON object; what a JSON file has instead of one, as it stands there
 */
public record FedReading(String source, @Nullable String key, byte[] json) {

  /** A key is sent whole or not at all: a record with an endless one would be refused. */
  public static final int LONGEST_KEY = 200;

  /** Leaves out a key that is too long. */
  public FedReading {
    key = key != null && key.length() > LONGEST_KEY ? null : key;
  }
}
