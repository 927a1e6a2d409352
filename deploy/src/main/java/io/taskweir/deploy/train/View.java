package io.taskweir.deploy.train;

import io.taskweir.email.LabelledMail;
import io.taskweir.email.MailSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** How much of a message both filters are shown. {@code X-Spam-*} neither ever sees. */
enum View {
  /** Subject and body; the other filter also sees the fields that say how to decode it. */
  BODY("subject and body") {
    @Override
    LabelledMail ours(Example example) {
      MailSample all = example.sample();
      return new LabelledMail(
          new MailSample(all.subject(), all.plain(), all.html(), List.of()),
          example.spam(),
          example.origin());
    }

    @Override
    boolean theirs(String field) {
      return field.equals("subject") || isMime(field);
    }
  },

  /** What ships: subject, body and form. The other filter sees the writer's fields in full. */
  SHIPPED("whole, without what lists and relays add") {
    @Override
    LabelledMail ours(Example example) {
      return new LabelledMail(example.sample(), example.spam(), example.origin());
    }

    @Override
    boolean theirs(String field) {
      return WRITERS.contains(field) || isMime(field);
    }
  },

  /**
   * Every word of every field too, and no feature left out for the place that it comes from. This
   * measures how mail was collected and not how spam is told; it is what other filters report.
   */
  EVERYTHING("whole, with every field") {
    @Override
    LabelledMail ours(Example example) {
      MailSample all = example.sample();
      List<String> form = new ArrayList<>(all.structure());
      for (RawHeader.Field field : RawHeader.of(example.raw()).fields()) {
        if (theirs(field.name())) {
          addWords(field, form);
        }
      }
      return new LabelledMail(
          new MailSample(all.subject(), all.plain(), all.html(), form),
          example.spam(),
          example.source());
    }

    @Override
    boolean theirs(String field) {
      return !field.startsWith("x-spam-");
    }
  };

  private static final int MOST_WORDS = 2_000;

  private static final Set<String> WRITERS =
      Set.of(
          "bcc",
          "cc",
          "date",
          "disposition-notification-to",
          "from",
          "importance",
          "in-reply-to",
          "message-id",
          "references",
          "return-receipt-to",
          "subject",
          "thread-index",
          "to",
          "user-agent",
          "x-mailer",
          "x-mimeole",
          "x-msmail-priority",
          "x-priority");

  private final String label;

  View(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** A message for our trainer. */
  abstract LabelledMail ours(Example example);

  /** Whether the other filter sees a field of the message's own header. */
  abstract boolean theirs(String field);

  private static boolean isMime(String field) {
    return field.equals("mime-version") || field.startsWith("content-");
  }

  private static void addWords(RawHeader.Field field, List<String> form) {
    for (String word : field.value().toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1)) {
      if (!word.isEmpty() && form.size() < MOST_WORDS) {
        form.add(field.name() + ' ' + word);
      }
    }
  }
}
