/**
 * The tasks of the email workflow, each on its own: parse a message, analyse its text, links and
 * attachments, decide on a verdict. They know the engine and no other shipped task.
 */
package io.taskweir.email;
