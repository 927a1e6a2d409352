package io.taskweir.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;

/** What a message's headers show, its subject apart. */
final class HeaderSignals {

  private static final int MANY_DEFECTS = 3;
  private static final int DIGITS = 3;

  /** Mail services that give every message an ID of their own, by the first label of a domain. */
  private static final List<Set<String>> SERVICES =
      List.of(
          Set.of("hotmail", "msn", "live", "outlook"),
          Set.of("gmail", "googlemail"),
          Set.of("yahoo", "ymail", "rocketmail", "aol", "aim"),
          Set.of("gmx"),
          Set.of("excite"),
          Set.of("lycos"),
          Set.of("netscape"),
          Set.of("juno", "netzero"),
          Set.of("earthlink", "mindspring"));

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
    return reasons;
  }

  private static void ofSender(Mail mail, List<Reason> reasons) {
    String address = Domains.address(mail.from());
    if (mail.from() == null || address == null) {
      reasons.add(Rule.NO_FROM.because(mail.from() == null ? "" : mail.from()));
      return;
    }
    ofAddress(mail.from().strip(), address, reasons);
    String from = Domains.ofAddress(mail.from());
    String answers = Domains.ofAddress(mail.replyTo());
    if (answers != null && !Domains.sameOwner(from, answers)) {
      reasons.add(Rule.REPLY_ELSEWHERE.because(answers + ", it came from " + from));
    }
  }

  private static void ofAddress(String from, String address, List<Reason> reasons) {
    String local = address.substring(0, address.lastIndexOf('@'));
    long digits = local.chars().filter(c -> c >= '0' && c <= '9').count();
    if (digits >= DIGITS && local.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')) {
      reasons.add(Rule.FROM_DIGITS.because(address));
    }
    String named = addressInName(from);
    if (named != null && !named.equals(address)) {
      reasons.add(Rule.FROM_OTHER_ADDRESS.because(named + " is shown for " + address));
    }
    if (from.indexOf('(') < 0 && (from.indexOf('<') <= 0)) {
      reasons.add(Rule.FROM_BARE.because(address));
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
    String from = Domains.ofAddress(mail.from());
    if (from == null) {
      return;
    }
    String label = from.substring(0, Math.max(0, from.indexOf('.')));
    String maker = id.substring(id.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    for (Set<String> service : SERVICES) {
      if (service.contains(label) && service.stream().noneMatch(maker::contains)) {
        String shown = maker.replace(">", "").strip();
        reasons.add(
            Rule.MESSAGE_ID_FOREIGN.because("its Message-ID is from " + shown + ", not " + from));
      }
    }
  }
}
