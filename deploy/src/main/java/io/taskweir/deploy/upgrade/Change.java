package io.taskweir.deploy.upgrade;

/**
 * One difference between two types, as a {@link Finding} will tell it.
 *
 * @param severity what it means
 * @param what is different
 * @param remedy what to do about it; empty where there is nothing to do
 */
record Change(Severity severity, String what, String remedy) {

  static Change sound(String what) {
    return new Change(Severity.OK, what, "");
  }

  static Change noted(String what) {
    return new Change(Severity.NOTE, what, "");
  }

  static Change loss(String what, String remedy) {
    return new Change(Severity.DATA_LOSS, what, remedy);
  }

  static Change refused(String what, String remedy) {
    return new Change(Severity.REFUSED, what, remedy);
  }
}
