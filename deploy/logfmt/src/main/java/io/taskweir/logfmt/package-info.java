/**
 * A Log4j 2 layout that writes one logfmt line an event. It depends on Log4j alone, so that its jar
 * can lie in the lib folder of a Flink distribution.
 */
package io.taskweir.logfmt;
