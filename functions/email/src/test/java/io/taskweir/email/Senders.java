package io.taskweir.email;

import io.taskweir.engine.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Senders of messages that consist of a header, for tests. */
final class Senders {

  /** The fields that an ordinary message has besides. */
  static final String ORDINARY = "To: bob@example.net\nMessage-ID: <1@example.org>\n";

  private Senders() {}

  static Sender of(String header) throws IOException, Rejection {
    return ofMessage(header + "\nText.\n");
  }

  static Sender ofMessage(String latin1) throws IOException, Rejection {
    byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    return ParsedMail.of(ParseLimits.defaults(), bytes).sender();
  }

  static List<String> codes(String header) throws Exception {
    return Analysis.codes(Analysis.of(of(header)).reasons());
  }
}
