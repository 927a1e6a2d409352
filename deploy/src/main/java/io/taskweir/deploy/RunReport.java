package io.taskweir.deploy;

import java.util.List;

/**
 * A run that has ended.
 *
 * @param summary it in numbers
 * @param accounting what each stage counted
 * @param exported what lies in the folder
 * @param times where the time went
 * @param violations sums that do not add up, a line each; empty for a sound run
 */
record RunReport(
    RunSummary summary,
    Accounting accounting,
    Exported exported,
    RunTimes times,
    List<String> violations) {}
