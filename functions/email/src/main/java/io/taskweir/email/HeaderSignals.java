package io.taskweir.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.annotation.Nullable;

/** What a message's headers show. */
final class HeaderSignals {

  private static final int MANY_DEFECTS = 3;
  private static final int DIGITS = 4;
  private static final int LEAST_LOUD = 8;

  private HeaderSignals() {}

  static List<Reason> of(Mail mail) {
    List<Reason> reasons = new ArrayList<>();
    ofSender(mail, reasons);
    ofMessageId(mail, reasons);
    if (mail.date() == null) {
      reasons.add(Rule.NO_DATE.because(""));
    }
    if (mail.defects().size() >= MANY_DEFECTS) {
      reasons.add(Rule.MANY_DEFECTS.because(String.join(", ", mail.defects())));
    }
    if (mail.subject() == null || mail.subject().isBlank()) {
      reasons.add(Rule.NO_SUBJECT.because(""));
    } else {
      ofSubject(mail.subject().strip(), reasons);
    }
    return reasons;
  }

  private static void ofSender(Mail mail, List<Reason> reasons) {
    String address = Domains.address(mail.from());
    if (mail.from() == null || address == null) {
      reasons.add(Rule.NO_FROM.because(mail.from() == null ? "" : mail.from()));
      return;
    }
    String local = address.substring(0, address.lastIndexOf('@'));
    if (local.chars().filter(c -> c >= '0' && c <= '9').count() >= DIGITS) {
      reasons.add(Rule.FROM_DIGITS.because(address));
    }
    String named = addressInName(mail.from());
    if (named != null && !named.equals(address)) {
      reasons.add(Rule.FROM_OTHER_ADDRESS.because(named + " is shown for " + address));
    }
    String from = Domains.ofAddress(mail.from());
    String answers = Domains.ofAddress(mail.replyTo());
    if (answers != null && !Domains.sameOwner(from, answers)) {
      reasons.add(Rule.REPLY_ELSEWHERE.because(answers + ", it came from " + from));
    }
  }

  /** An address in the display name before {@code <}; null where there is none. */
  @Nullable
  private static String addressInName(String from) {
    int open = from.lastIndexOf('<');
    if (open <= 0) {
      return null;
    }
    for (String word : from.substring(0, open).split("[\\s\"'(),]+", -1)) {
      int at = word.indexOf('@');
      if (at > 0 && word.indexOf('.', at) > at + 1) {
        return word.toLowerCase(Locale.ROOT);
      }
    }
    return null;
  }

  private static void ofMessageId(Mail mail, List<Reason> reasons) {
    String id = mail.messageId();
    if (id == null || id.isBlank()) {
      reasons.add(Rule.NO_MESSAGE_ID.because(""));
      return;
    }
    String host = Domains.ofAddress(id);
    String from = Domains.ofAddress(mail.from());
    if (host != null && from != null && !Domains.sameOwner(host, from)) {
      reasons.add(Rule.MESSAGE_ID_FOREIGN.because(host + ", it came from " + from));
    }
  }

  private static void ofSubject(String subject, List<Reason> reasons) {
    long letters = subject.chars().filter(Character::isLetter).count();
    if (letters >= LEAST_LOUD && subject.chars().noneMatch(Character::isLowerCase)) {
      reasons.add(Rule.SUBJECT_SHOUTING.because('"' + subject + '"'));
    }
    String lower = subject.toLowerCase(Locale.ROOT);
    if (lower.startsWith("adv:") || lower.startsWith("adv ") || lower.startsWith("[adv")) {
      reasons.add(Rule.SUBJECT_ADVERTISES.because('"' + subject + '"'));
    }
    if (lower.startsWith("re:") || lower.startsWith("aw:") || lower.startsWith("fwd:")) {
      reasons.add(
          Rule.SUBJECT_REPLY.because('"' + subject.substring(0, subject.indexOf(':')) + '"'));
    }
  }
}
