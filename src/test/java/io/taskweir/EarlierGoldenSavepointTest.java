package io.taskweir;

/** The same of a layout that had fewer stages, states and fields: what is new begins empty. */
class EarlierGoldenSavepointTest extends GoldenSavepointTest {

  @Override
  String folder() {
    return Golden.EMAIL_WITHOUT_SENDERS;
  }
}
