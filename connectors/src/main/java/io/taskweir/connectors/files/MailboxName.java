package io.taskweir.connectors.files;

import java.nio.file.Path;
import java.util.Locale;

/** What a file's name says of it, before anything is read. */
enum MailboxName {
  /** An mbox, if it begins like one at all. */
  MAILBOX,
  /** An mbox if its first line is beyond doubt: mail programs name them after folders. */
  FOLDER,
  /** One message. */
  MESSAGE;

  static MailboxName of(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (name.equals("mbox") || name.endsWith(".mbox") || name.endsWith(".mbx")) {
      return MAILBOX;
    }
    boolean number = name.chars().allMatch(c -> c >= '0' && c <= '9');
    return name.indexOf('.') < 0 && !number ? FOLDER : MESSAGE;
  }
}
