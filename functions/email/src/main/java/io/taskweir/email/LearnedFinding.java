package io.taskweir.email;

import java.util.List;

/**
 * What the trained model says of a message.
 *
 * @param model which one: the first digits of its file's checksum
 * @param logOdds that the message is spam, calibrated; 0 is undecided
 * @param spamWords what speaks most for spam, the heaviest first, each with what it adds to the
 *     log-odds, such as {@code viagra +0.42}
 * @param hamWords what speaks most against it, such as {@code wrote: -0.31}
 */
public record LearnedFinding(
    String model, double logOdds, List<String> spamWords, List<String> hamWords) {}
