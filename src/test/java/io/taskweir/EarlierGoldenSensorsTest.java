package io.taskweir;

/** The same of a layout whose timelines lack what the finest windows hold: it lay with the rest. */
class EarlierGoldenSensorsTest extends GoldenSensorsTest {

  @Override
  String folder() {
    return GoldenSensors.DELTAS_APART;
  }
}
