package io.taskweir.deploy.upgrade;

/**
 * One difference between what a running job keeps and what the next one expects, or that there is
 * none.
 *
 * @param severity what it means
 * @param stage the uid; empty where it is the whole job's
 * @param state the states that it concerns, separated by commas; empty where it is the whole
 *     stage's
 * @param what is different, in one line
 * @param remedy what to do about it, in one line; empty where there is nothing to do
 */
public record Finding(Severity severity, String stage, String state, String what, String remedy) {}
