package io.taskweir.deploy;

import io.taskweir.connectors.files.MailFiles;
import io.taskweir.connectors.files.UnreadableInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which messages. */
final class MailInput {

  @Option(
      names = "--input",
      required = true,
      arity = "1..*",
      paramLabel = "PATH",
      description = "A message (.eml), an mbox, a Maildir, or a folder of these, read recursively.")
  List<Path> paths;

  /** The messages; what cannot be read is told at once. */
  MailFiles files() throws IOException {
    MailFiles mail = MailFiles.of(paths);
    try {
      mail.check();
    } catch (UnreadableInputException e) {
      throw new UsageException(e.getMessage());
    }
    return mail;
  }
}
