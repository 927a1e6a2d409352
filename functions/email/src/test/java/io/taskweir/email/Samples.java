package io.taskweir.email;

import io.taskweir.engine.RecordingContext;
import io.taskweir.state.Content;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages as the model sees them, for tests. */
final class Samples {

  private static final String[] SOLD = {
    "pills", "mortgage", "casino", "replica", "lottery", "discount", "offer", "guarantee"
  };
  private static final String[] TALKED = {
    "ladder", "meeting", "kernel", "garden", "patch", "library", "concert", "recipe"
  };

  private Samples() {}

  /** What {@link ParseMail} hands on of a message whose characters are its bytes. */
  static MailSample of(String latin1) throws Exception {
    try (RecordingContext<Mail> context = new RecordingContext<>()) {
      new ParseMail().run(Content.of(latin1.getBytes(StandardCharsets.ISO_8859_1)), context);
      return context.emitted(ParseMail.SAMPLE).get(0);
    }
  }

  static MailSample plain(String subject, String text) {
    return new MailSample(subject, text, null, List.of("type:text/plain"));
  }

  static MailSample html(String html) {
    return new MailSample(null, null, html, List.of("type:text/html"));
  }

  /** Letters of two kinds that share most of their words, from a hundred senders. */
  static List<LabelledMail> toy(long seed, int count) {
    Random random = new Random(seed);
    List<LabelledMail> mails = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean spam = i % 3 == 0;
      StringBuilder text = new StringBuilder("Hello, this is about the ");
      for (int k = 0; k < 6; k++) {
        String[] words = random.nextInt(8) == 0 ? TALKED : spam ? SOLD : TALKED;
        text.append(words[random.nextInt(words.length)])
            .append(k % 2 == 0 ? " and the " : ". The ");
      }
      String origin = "sender " + random.nextInt(100);
      mails.add(new LabelledMail(plain("about " + i, text.toString()), spam, origin));
    }
    return mails;
  }

  static double score(MailModel model, MailSample sample) {
    return model.logOdds(new MailFeatures().of(sample));
  }
}
