package io.taskweir.deploy.plot;

/**
 * Where times and values lie in the picture.
 *
 * @param left pixels, as are {@code right}, {@code top} and {@code bottom}
 * @param from epoch milliseconds, as is {@code to}
 * @param low the value at the bottom
 * @param high the value at the top
 */
record Plane(
    double left,
    double right,
    double top,
    double bottom,
    long from,
    long to,
    double low,
    double high) {

  double width() {
    return right - left;
  }

  long millis() {
    return to - from;
  }

  /** Where a time lies, in pixels from the left. */
  double x(long millis) {
    return left + (right - left) * ((double) (millis - from) / (to - from));
  }

  /** Where a value lies, in pixels from the top. */
  double y(double value) {
    return bottom - (bottom - top) * ((value - low) / (high - low));
  }
}
