package io.taskweir.deploy.train;

import io.taskweir.email.MailSample;

/**
 * A labelled message of the data.
 *
 * @param source what a person calls it: its path, or its mbox and number
 * @param folder the path of the command line that it came from
 * @param spam what it is
 * @param origin the list that it came over, else its sender
 * @param digest of its bytes
 * @param sample as a model sees it
 * @param raw its bytes
 */
record Example(
    String source,
    String folder,
    boolean spam,
    String origin,
    String digest,
    MailSample sample,
    byte[] raw) {}
