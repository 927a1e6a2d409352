package io.taskweir.connectors.files;

import java.io.InputStream;

/**
 * One message on its way from a file.
 *
 * @param source what a person calls it: the path as given, with {@code #n} for the n-th message of
 *     an mbox
 * @param content its bytes, to be read only while it is handed over
 */
public record MailFile(String source, InputStream content) {}
