package io.taskweir.deploy.plot;

/** Colours that stay apart in grey print and for those who see no red and green. */
final class Palette {

  static final String PAPER = "#ffffff";
  static final String TEXT = "#1f2933";
  static final String QUIET_TEXT = "#52606d";
  static final String GRID = "#e1e5ea";
  static final String AXIS = "#9aa5b1";
  static final String BAND = "#a6c5e5";
  static final String MEAN = "#123f73";
  static final String P95 = "#d9730d";
  static final String ANOMALY = "#fbdde0";
  static final String ANOMALY_EDGE = "#d6606d";

  private Palette() {}
}
