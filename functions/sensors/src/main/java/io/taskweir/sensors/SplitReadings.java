package io.taskweir.sensors;

import io.taskweir.engine.Rejection;
import io.taskweir.engine.TaskContext;
import io.taskweir.engine.TaskFunction;
import io.taskweir.state.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Takes a record apart: one JSON object, an array of them, or JSON Lines. Each element goes on by
 * itself, under its index, so that a bad one is one dead letter and the others are not touched.
 *
 * <p>It looks at brackets and quotes only; whether an element is a reading is for {@link
 * ValidateReading} to say. Bytes that are no UTF-8 become U+FFFD, which no name may hold.
 *
 * <p>Rejections, of the whole record: {@code EMPTY} where there is nothing in it but blanks (an
 * empty array is something), and {@code LIMIT} where it has more than 25 MB or more than 100,000
 * elements. An element of more than 65,536 characters is cut, and rejected by the next stage.
 *
 * <p>Keeps no state. Costs two passes over the text and holds the record about three times.
 */
public final class SplitReadings implements TaskFunction<Content, RawReading> {

  private static final long serialVersionUID = 1L;

  /** Bytes of a record. */
  static final int MOST_BYTES = 25_000_000;

  /** Elements of a record. */
  static final int MOST_ELEMENTS = 100_000;

  @Override
  public void run(Content input, TaskContext<RawReading> context) throws IOException, Rejection {
    List<String> elements = Elements.of(text(input, context), MOST_ELEMENTS);
    for (int i = 0; i < elements.size(); i++) {
      context.emit(Integer.toString(i), RawReading.of(i, elements.get(i)));
    }
  }

  private static String text(Content input, TaskContext<RawReading> context)
      throws IOException, Rejection {
    requireSize(input.size());
    try (InputStream in = context.open(input)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      requireSize(bytes.length);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static void requireSize(long bytes) throws Rejection {
    if (bytes > MOST_BYTES) {
      throw Rejection.limit("bytes in the record: " + bytes + ", allowed are " + MOST_BYTES);
    }
  }
}
