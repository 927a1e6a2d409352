package io.taskweir.email;

/**
 * One thing that speaks for or against a message, said so that a person can check it there.
 *
 * @param code the rule, as {@link Rule} names it
 * @param detail what shows it: words, a host, a name that stands in the message
 * @param weight what it adds to the log-odds that the message is unwanted; negative speaks for it
 */
public record Reason(String code, String detail, double weight) {}
