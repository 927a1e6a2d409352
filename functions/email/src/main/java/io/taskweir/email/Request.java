package io.taskweir.email;

/**
 * Something that a message asks of its reader.
 *
 * @param kind what it asks for
 * @param sentence the sentence that asks, on one line, of at most {@value #MOST_LENGTH} characters
 */
public record Request(Kind kind, String sentence) {

  static final int MOST_LENGTH = 240;

  /** What a message can ask for. */
  public enum Kind {
    /** To pay, in whatever manner. An honest invoice asks for it too. */
    MONEY,
    /** What opens an account, such as a password or a card's number; or to sign in. */
    CREDENTIALS,
    /** To do it within hours, or else. */
    URGENCY,
    /** Who the reader is and where he banks. */
    PERSONAL_DATA,
    /** To open or download a file, or to let its macros run. */
    OPEN_FILE
  }
}
