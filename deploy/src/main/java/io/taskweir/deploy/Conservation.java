package io.taskweir.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** That nothing was lost and nothing was made up: sums that must be equal whatever happened. */
final class Conservation {

  private Conservation() {}

  /**
   * Checks the sums of a run.
   *
   * @return a line for each sum that does not add up; empty when every input is accounted for
   */
  static List<String> violations(Outcome outcome, Accounting accounting, Exported exported) {
    var wrong = new ArrayList<String>();
    if (outcome.inputs() != outcome.told()) {
      wrong.add(
          line(
              "%,d inputs, but %,d accepted + %,d rejected + %,d duplicates = %,d",
              outcome.inputs(),
              outcome.accepted(),
              outcome.rejected(),
              outcome.duplicates(),
              outcome.told()));
    }
    for (StageCount stage : accounting.stages()) {
      if (stage.started() != stage.ended()) {
        wrong.add(
            line(
                "stage %s started %,d, but %,d succeeded + %,d suppressed + %,d dead = %,d",
                stage.stage(),
                stage.started(),
                stage.succeeded(),
                stage.suppressed(),
                stage.dead(),
                stage.ended()));
      }
    }
    if (exported.tally().accepted() != outcome.accepted()) {
      wrong.add(
          line(
              "%,d accepted, but %,d are in the results",
              outcome.accepted(), exported.tally().accepted()));
    }
    if (exported.deadLetters() != accounting.dead()) {
      wrong.add(
          line(
              "the stages gave up %,d tasks, but there are %,d dead letters",
              accounting.dead(), exported.deadLetters()));
    }
    return wrong;
  }

  private static String line(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
