package io.taskweir.email;

import crawlercommons.domains.EffectiveTldFinder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;

/**
 * Whether the fields that say who sent a message agree. Lists and bulk mailers send for others, so
 * where a field says that one did, what is theirs is not held against the sender.
 */
final class SenderSignals {

  private static final int DIGITS = 3;
  private static final int LONG_LOCAL = 32;
  private static final List<String> UNDISCLOSED =
      List.of("undisclosed", "unlisted-recipients", "recipient list not shown", "suppressed");
  private static final List<String> BOUNCES =
      List.of("bounce", "return", "errors", "owner-", "-admin", "-owner", "-request", "=");

  private SenderSignals() {}

  static List<Reason> of(Sender sender) {
    List<Reason> reasons = new ArrayList<>();
    ofRecipients(sender, reasons);
    String address = Domains.address(sender.from());
    if (sender.from() == null || address == null) {
      reasons.add(Rule.NO_FROM.because(sender.from() == null ? "" : sender.from()));
      return reasons;
    }
    String domain = address.substring(address.lastIndexOf('@') + 1);
    ofAddress(sender.from().strip(), address, reasons);
    ofMessageId(sender, domain, reasons);
    ofSeveral(sender, reasons);
    if (!sender.list()) {
      ofName(sender.from(), domain, reasons);
      ofOthers(sender, domain, reasons);
    }
    return reasons;
  }

  private static void ofAddress(String from, String address, List<Reason> reasons) {
    String local = address.substring(0, address.lastIndexOf('@'));
    long digits = local.chars().filter(c -> c >= '0' && c <= '9').count();
    if (digits >= DIGITS && local.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')) {
      reasons.add(Rule.FROM_DIGITS.because(address));
    }
    if (from.indexOf('(') < 0 && (from.indexOf('<') <= 0)) {
      reasons.add(Rule.FROM_BARE.because(address));
    }
    String named = addressInName(from);
    if (named != null && !named.equals(address)) {
      reasons.add(Rule.FROM_OTHER_ADDRESS.because(named + " is shown for " + address));
    }
  }

  /** An address in the display name before {@code <}; null where there is none. */
  @Nullable
  private static String addressInName(String from) {
    for (String word : wordsOfName(from)) {
      int at = word.indexOf('@');
      if (at > 0 && word.indexOf('.', at) > at + 1) {
        return word;
      }
    }
    return null;
  }

  private static List<String> wordsOfName(String from) {
    int open = from.lastIndexOf('<');
    String name = open <= 0 ? "" : from.substring(0, open).toLowerCase(Locale.ROOT);
    return List.of(name.split("[\\s\"'(),]+", -1));
  }

  private static void ofMessageId(Sender sender, String domain, List<Reason> reasons) {
    String id = sender.messageId();
    if (id == null || id.isBlank()) {
      return;
    }
    String maker = id.substring(id.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    Set<String> service =
        MailServices.ofLabel(domain.substring(0, Math.max(0, domain.indexOf('.'))));
    if (!service.isEmpty() && service.stream().noneMatch(maker::contains)) {
      String shown = maker.replace(">", "").strip();
      reasons.add(
          Rule.MESSAGE_ID_FOREIGN.because("its Message-ID is from " + shown + ", not " + domain));
    }
  }

  private static void ofSeveral(Sender sender, List<Reason> reasons) {
    List<String> addresses =
        Mailbox.list(sender.from()).stream()
            .map(Mailbox::address)
            .filter(address -> address != null)
            .distinct()
            .toList();
    if (sender.fromFields() > 1) {
      reasons.add(Rule.FROM_REPEATED.because(sender.fromFields() + " From fields"));
    } else if (addresses.size() > 1) {
      reasons.add(Rule.FROM_SEVERAL.because(addresses.get(0) + " and " + addresses.get(1)));
    }
  }

  /** A name that is a domain of somebody else's; {@code example.de} is no other than its .com. */
  private static void ofName(String from, String domain, List<Reason> reasons) {
    for (String word : wordsOfName(from)) {
      String named = word.indexOf('@') >= 0 ? null : knownDomain(word);
      if (named != null && !label(named).equals(label(Domains.registrable(domain)))) {
        reasons.add(Rule.FROM_OTHER_DOMAIN.because(named + " is shown for " + domain));
        return;
      }
    }
  }

  /** The domain of a word that is a host under a known suffix; of {@code J.Lee} there is none. */
  @Nullable
  private static String knownDomain(String word) {
    int dot = word.lastIndexOf('.');
    boolean plain =
        word.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '-');
    if (!plain || dot <= 0 || word.length() - dot < 3 || word.length() > 253) {
      return null;
    }
    String domain = EffectiveTldFinder.getAssignedDomain(word, true, false);
    return domain == null || domain.isEmpty() || domain.indexOf('.') < 2 ? null : domain;
  }

  private static String label(String domain) {
    int dot = domain.indexOf('.');
    return dot < 0 ? domain : domain.substring(0, dot);
  }

  private static void ofOthers(Sender sender, String domain, List<Reason> reasons) {
    String answers = Domains.ofAddress(sender.replyTo());
    if (answers != null && !Domains.sameOwner(domain, answers)) {
      reasons.add(Rule.REPLY_ELSEWHERE.because(answers + ", it came from " + domain));
    }
    String bounces = Domains.address(sender.returnPath());
    String bounceDomain = Domains.ofAddress(sender.returnPath());
    if (bounceDomain != null
        && !Domains.sameOwner(domain, bounceDomain)
        && !isMadeForBounces(bounces.substring(0, bounces.lastIndexOf('@')))) {
      reasons.add(Rule.BOUNCE_ELSEWHERE.because(bounceDomain + ", it came from " + domain));
    }
    String sent = Domains.ofAddress(sender.sender());
    if (sent != null && !Domains.sameOwner(domain, sent)) {
      reasons.add(Rule.SENDER_ELSEWHERE.because(sent + " for " + domain));
    }
  }

  /** Services that send for others take bounces themselves, at an address made for each message. */
  private static boolean isMadeForBounces(String local) {
    return local.length() >= LONG_LOCAL || BOUNCES.stream().anyMatch(local::contains);
  }

  private static void ofRecipients(Sender sender, List<Reason> reasons) {
    String recipients = sender.recipients();
    if (recipients == null || recipients.isBlank()) {
      reasons.add(Rule.TO_NOBODY.because(""));
      return;
    }
    String lower = recipients.toLowerCase(Locale.ROOT);
    if (!sender.list() && UNDISCLOSED.stream().anyMatch(lower::contains)) {
      reasons.add(Rule.TO_UNDISCLOSED.because(PlainText.cut(recipients, 100)));
    }
  }
}
