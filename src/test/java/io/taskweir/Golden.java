package io.taskweir;

import io.taskweir.Letter.Fate;
import java.util.List;
import java.util.Map;

/**
 * The job of the golden savepoint of the email workflow.
 *
 * <p>State expires in processing time, and the savepoint is read for years after it was written: so
 * every lifetime and timeout in it is ten years.
 */
final class Golden {

  /** Where the savepoint lies among the test resources: the version is that of the layout. */
  static final String EMAIL = "golden/email-0.1";

  /** The same of the layout before senders and the model had stages, and joins inner children. */
  static final String EMAIL_WITHOUT_SENDERS = "golden/email-0.1-without-senders";

  static final Map<String, String> SETTINGS =
      Map.of(
          "taskweir.once-ttl", "3650 d",
          "taskweir.memo-ttl", "3650 d",
          "taskweir.join-timeout", "3650 d",
          "taskweir.retry.attempts", "100",
          "taskweir.retry.first-delay", "1 s",
          "taskweir.retry.max-delay", "1 s");

  static final Letter DONE = letter("done", "http://known.example/");
  static final Letter WAITS = letter("waits", "http://slow.example/");
  static final Letter FOLLOWS = letter("follows", "http://slow.example/");
  static final Letter SHARES = letter("shares", "http://known.example/");

  /**
   * What has come in when the savepoint is taken: one message that is done, one whose link waits
   * for its next attempt, one whose link waits for that one.
   */
  static final List<Letter> BEFORE = List.of(DONE, WAITS, FOLLOWS);

  /** What comes in after it: the first once more, and one that shares its results. */
  static final List<Letter> AFTER = List.of(DONE.again("done-again"), SHARES);

  private Golden() {}

  private static Letter letter(String id, String link) {
    byte[] bytes =
        new Message(id.length())
            .header("X-Name: " + id)
            .links(link)
            .attaches("note.txt", "text/plain", Message.utf8("a note that all of them carry"))
            .bytes();
    return Letter.of(id, bytes, Fate.ACCEPTED);
  }
}
