package io.taskweir.email;

import io.taskweir.email.Verdict.Judgement;

/**
 * One message more, or less, in a day's confusion.
 *
 * @param day the day of the feedback in UTC, as {@code 2026-11-24}
 * @param verdict what Taskweir said
 * @param label what a person said
 * @param change 1, or -1 where the person has thought again
 */
public record FeedbackChange(String day, Judgement verdict, Judgement label, int change) {}
