/**
 * What a job keeps, as data: the operators of its graph, their states and the types in these. A job
 * publishes it as its global parameters, so that two versions of a job can be compared before one
 * is stopped.
 */
package io.taskweir.state.layout;
