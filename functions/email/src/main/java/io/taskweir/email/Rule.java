package io.taskweir.email;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.annotation.Nullable;

/**
 * Everything that is weighed, in one table: what is seen, what it adds to the log-odds that the
 * message is unwanted, and what it means. A rule counts once a message, its strongest occurrence;
 * {@link Weighing} sets the rules beside the trained model.
 *
 * <p>Weights were fitted on public mail of 2002 and 2003 and then rounded by hand; rules that such
 * old mail hardly shows carry a careful guess. A name is a contract ({@link Reason#code}): add or
 * remove one, never rename it.
 */
enum Rule {
  // What the text says. A weight counts once for each distinct phrase, at most three times.
  ADVANCE_FEE(1.5, Role.REQUEST, "offers a share of somebody else's fortune"),
  CREDENTIALS(1.4, Role.REQUEST, "asks to confirm an account or a password"),
  PAYMENT(1.0, Role.REQUEST, "asks for a payment that cannot be called back"),
  MONEY(1.0, Role.NONE, "promises income"),
  CREDIT(0.8, Role.NONE, "offers a loan or rid of debts"),
  MEDICINE(1.3, Role.NONE, "sells medicine or a better body"),
  ADULT(1.2, Role.NONE, "sells sex"),
  BULK_MAIL(0.7, Role.NONE, "sells addresses or the sending of mail"),
  PROMOTION(0.7, Role.NONE, "praises an offer"),
  URGENCY(0.9, Role.NONE, "presses for time"),
  OPEN_FILE(0.5, Role.REQUEST, "asks to open a file"),
  STRANGER(2.0, Role.NONE, "greets nobody in particular"),
  REMOVAL(2.1, Role.NONE, "says how to be taken off a list"),
  GOODS(1.5, Role.NONE, "sells what spam is known for"),
  NOT_SPAM(0.7, Role.NONE, "says that it is no spam, or lawful"),
  MONEY_REQUEST(0.3, Role.REQUEST, "asks for money"),
  PERSONAL_DATA(0.5, Role.REQUEST, "asks who its reader is or where he banks"),

  // How the text looks.
  SHOUTING(1.2, Role.NONE, "much of it is in capitals"),
  EXCLAMATION(0.8, Role.NONE, "exclaims again and again"),
  BROKEN_WORDS(1.5, Role.NONE, "breaks words so that filters do not see them"),
  HIDDEN_TEXT(1.2, Role.DECEPTION, "holds text that a reader does not see"),
  GIBBERISH(1.7, Role.NONE, "holds codes that make it unlike its copies"),
  HTML_ONLY(1.0, Role.NONE, "has HTML and no plain text"),
  HTML_FORM(0.2, Role.NONE, "holds a form to fill in"),
  HTML_PASSWORD(2.0, Role.REQUEST, "holds a field for a password"),
  HTML_SCRIPT(0.3, Role.NONE, "holds a script"),
  IMAGE_ONLY(2.2, Role.NONE, "is a picture and next to no text"),
  MARKUP_AS_TEXT(1.8, Role.NONE, "declares HTML as plain text"),
  UNREADABLE(1.6, Role.NONE, "is in characters that were declared wrongly"),
  QUOTATION(-1.8, Role.NONE, "quotes and answers an earlier message"),
  TINY_TEXT(1.0, Role.DECEPTION, "holds text too small to read"),
  INVISIBLE_CHARACTERS(1.2, Role.DECEPTION, "cuts words with characters that do not show"),
  HOMOGLYPHS(1.5, Role.DECEPTION, "writes words with look-alike letters of another script"),

  // Where a link leads.
  LINK_OTHER_HOST(1.3, Role.DECEPTION, "its text names another site than it leads to"),
  LINK_IP_HOST(1.9, Role.DECEPTION, "leads to a bare address"),
  LINK_USERINFO(1.5, Role.DECEPTION, "hides its host behind a name before an @"),
  LINK_LOOKALIKE(2.0, Role.DECEPTION, "its host mixes scripts or imitates another"),
  LINK_PUNYCODE(0.4, Role.NONE, "its host is written in another script"),
  LINK_SCRIPT(2.0, Role.DECEPTION, "is a script or a page in itself"),
  LINK_PORT(0.4, Role.NONE, "leads to an unusual port"),
  LINK_MALFORMED(0.3, Role.NONE, "is no proper URL"),
  LINK_NESTED_HOST(1.5, Role.DECEPTION, "its host begins with the name of another"),
  LINK_BRAND_LOOKALIKE(2.5, Role.DECEPTION, "its host looks like another that is well known"),
  LINK_BRAND_TYPO(1.5, Role.DECEPTION, "its host is one letter from another that is well known"),
  LINK_BRAND_LURE(2.0, Role.DECEPTION, "its host dresses up a name that is not its own"),
  LINK_BRAND_NAME(0.5, Role.NONE, "its host bears a well-known name that is not its own"),
  LINK_BRAND_PATH(0.8, Role.DECEPTION, "its path names another site that is well known"),
  LINK_DISPLAYED_LOOKALIKE(2.0, Role.DECEPTION, "its host imitates the one that its text names"),
  LINK_SENDER_LOOKALIKE(1.8, Role.DECEPTION, "its host imitates the sender's"),
  LINK_SENDER_IMITATES(2.0, Role.DECEPTION, "its sender imitates whom it leads to"),
  LINK_IP_NOTATION(2.0, Role.DECEPTION, "leads to an address in a notation that hides it"),
  LINK_ENCODED_HOST(1.5, Role.DECEPTION, "its host is written in a way that hides it"),
  LINK_USERINFO_HOST(1.0, Role.DECEPTION, "names another host before an @"),
  LINK_SHORTENER(0.3, Role.NONE, "hides its target behind a short address"),
  LINK_REDIRECT(0.2, Role.NONE, "passes on to another site"),
  LINK_SUBDOMAINS(0.5, Role.NONE, "its host has many parts"),
  LINK_LONG_HOST(0.5, Role.NONE, "its host is very long"),
  LINK_FREE_HOST(0.3, Role.NONE, "its host is one that anybody gets for nothing"),
  LINK_DATA(0.5, Role.NONE, "holds its data in itself"),
  LINK_OPENS_PROGRAM(1.5, Role.DECEPTION, "opens a program or a shared folder"),
  LINK_TO_PROGRAM(0.8, Role.NONE, "leads to a program"),
  LINK_TO_ARCHIVE(0.2, Role.NONE, "leads to an archive or a disc image"),
  LINK_STORED_PAGE(0.7, Role.NONE, "leads to a page in a store of files"),
  LINK_DOUBLE_EXTENSION(2.0, Role.DECEPTION, "leads to a program that is named like a document"),

  // What is attached.
  FILE_EXECUTABLE(3.0, Role.DECEPTION, "is a program"),
  FILE_DOUBLE_EXTENSION(2.0, Role.DECEPTION, "has a second extension that hides the first"),
  FILE_OTHER_TYPE(0.8, Role.DECEPTION, "is of another type than its name says"),
  FILE_MACROS(1.2, Role.DECEPTION, "is a document that carries macros"),
  FILE_PAGE(0.5, Role.NONE, "is a page to open in a browser"),
  FILE_HIDDEN_NAME(1.5, Role.DECEPTION, "has a name that displays as another"),
  ARCHIVE_EXECUTABLE(2.5, Role.DECEPTION, "holds a program"),
  ARCHIVE_ENCRYPTED(0.8, Role.NONE, "cannot be looked into without a password"),
  ARCHIVE_CLOSED(0.3, Role.NONE, "is an archive of a kind that is not looked into"),
  ARCHIVE_BROKEN(0.3, Role.NONE, "is a broken archive"),
  ARCHIVE_PATH(1.0, Role.DECEPTION, "would write outside its folder"),
  ATTACHMENT_LIMIT(1.5, Role.NONE, "is an archive that passes what is unpacked"),
  FILE_MACRO_AUTORUN(1.5, Role.DECEPTION, "is a document whose macros run without being asked"),
  FILE_MACRO_SYSTEM(
      1.0, Role.DECEPTION, "is a document whose macros start programs or fetch files"),
  FILE_REMOTE_PART(
      1.5, Role.DECEPTION, "is a document that fetches a part of itself from elsewhere"),
  FILE_DDE(2.0, Role.DECEPTION, "is a document that asks another program to run"),
  FILE_OBJECT(0.2, Role.NONE, "is a document with a file inside"),
  FILE_ENCRYPTED(0.5, Role.NONE, "is a document that cannot be looked into without a password"),
  PDF_SCRIPT(0.8, Role.NONE, "is a PDF that holds a script"),
  PDF_LAUNCH(2.5, Role.DECEPTION, "is a PDF that opens a program or another file"),
  PDF_AUTORUN(1.0, Role.DECEPTION, "is a PDF that does something when it is opened"),
  PDF_FORM(0.4, Role.NONE, "is a PDF that sends what is filled in"),
  PAGE_LOGIN(1.5, Role.DECEPTION, "is a page of its own that asks for a password"),
  PAGE_REDIRECT(1.0, Role.DECEPTION, "is a page that leads elsewhere by itself"),
  PAGE_SMUGGLING(2.0, Role.DECEPTION, "is a page whose script makes a file"),
  SVG_SCRIPT(2.0, Role.DECEPTION, "is a picture that holds a script"),
  IMAGE_QR_LINK(0.7, Role.NONE, "is a picture of a code that leads to a site"),
  CALENDAR_INVITE(0.1, Role.NONE, "is an invitation"),

  // Who sent it, and which way it came.
  NO_FROM(0.6, Role.NONE, "says not whom it is from"),
  FROM_DIGITS(1.5, Role.NONE, "its sender is a number"),
  FROM_OTHER_ADDRESS(1.5, Role.DECEPTION, "its sender's name is another address"),
  REPLY_ELSEWHERE(0.3, Role.NONE, "answers go to another domain than it came from"),
  FROM_BARE(1.5, Role.NONE, "its sender has an address and no name"),
  MESSAGE_ID_FOREIGN(1.2, Role.DECEPTION, "its sender's mail service did not send it"),
  FROM_OTHER_DOMAIN(0.1, Role.DECEPTION, "its sender's name is a domain of somebody else's"),
  FROM_SEVERAL(0.3, Role.NONE, "has several senders"),
  FROM_REPEATED(0.8, Role.DECEPTION, "says twice whom it is from"),
  TO_NOBODY(0.1, Role.NONE, "is addressed to nobody"),
  TO_UNDISCLOSED(0.8, Role.NONE, "does not show to whom it was sent"),
  BOUNCE_ELSEWHERE(0.6, Role.NONE, "bounces go to another domain than it came from"),
  SENDER_ELSEWHERE(0.1, Role.NONE, "was sent by another domain than it came from"),
  HELO_ADDRESS(1.2, Role.NONE, "the host that sent it called itself by an address"),
  HELO_FORGED(1.8, Role.DECEPTION, "a host on its way called itself a mail service that it is not"),
  DATE_FAR(1.0, Role.NONE, "its date is far from when it arrived"),
  SPF_FAIL(0.8, Role.NONE, "its host may not send for the domain that bounces go to"),
  SPF_SOFTFAIL(0.2, Role.NONE, "its host should not send for the domain that bounces go to"),
  DKIM_FAIL(0.2, Role.NONE, "no signature on it holds"),
  DMARC_FAIL(0.4, Role.NONE, "the domain of its sender does not vouch for it"),
  DMARC_REFUSED(1.8, Role.DECEPTION, "the domain of its sender disowns it"),
  DMARC_PASS(-0.2, Role.NONE, "the domain of its sender vouches for it"),

  // What the other headers say.
  NO_MESSAGE_ID(0.3, Role.NONE, "has no Message-ID"),
  NO_DATE(0.3, Role.NONE, "has no date that can be read"),
  NO_SUBJECT(0.4, Role.NONE, "has no subject"),
  MANY_DEFECTS(0.3, Role.NONE, "breaks the standards of mail in many ways"),
  SUBJECT_SHOUTING(1.2, Role.NONE, "its subject is in capitals"),
  SUBJECT_EXCLAMATION(1.1, Role.NONE, "its subject exclaims"),
  SUBJECT_AMOUNT(0.5, Role.NONE, "its subject names a sum or a share"),
  SUBJECT_CODE(1.6, Role.NONE, "its subject ends in a code that makes it unlike its copies"),
  SUBJECT_ADVERTISES(2.0, Role.NONE, "its subject says that it is an advertisement"),
  SUBJECT_REPLY(-1.1, Role.NONE, "answers or passes on an earlier message"),

  // What the trained model says. Its weight is the model's own.
  LEARNED(1.0, Role.NONE, "reads like");

  /** The log-odds that a message of which nothing is known is unwanted, by the rules alone. */
  static final double PRIOR = -4.1;

  private static final Map<String, Rule> BY_CODE =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Rule::name, rule -> rule));

  private static final int SHOWN = 5;

  private final double weight;
  private final Role role;
  private final String meaning;

  Rule(double weight, Role role, String meaning) {
    this.weight = weight;
    this.role = role;
    this.meaning = meaning;
  }

  /** What a rule is besides its weight; a message with one of both is {@code phish}. */
  enum Role {
    /** Only its weight. */
    NONE,
    /** It hides what something is or where it leads. */
    DECEPTION,
    /** It asks for something of value. */
    REQUEST
  }

  /** The rule of a code; null where there is none any more. */
  @Nullable
  static Rule named(String code) {
    return BY_CODE.get(code);
  }

  double weight() {
    return weight;
  }

  Role role() {
    return role;
  }

  /** A reason: what the rule means, then {@code shown}, which stands in the message. */
  Reason because(String shown) {
    return new Reason(name(), shown.isEmpty() ? meaning : meaning + ": " + shown, weight);
  }

  /** A reason with a weight of its own. */
  Reason because(String shown, double ownWeight) {
    return new Reason(name(), meaning + ' ' + shown, ownWeight);
  }

  /** A reason that weighs {@code times} as much and shows some of {@code shown}. */
  Reason because(List<String> shown, int times) {
    String quoted =
        shown.stream()
            .limit(SHOWN)
            .map(words -> '"' + words + '"')
            .collect(Collectors.joining(", "));
    return new Reason(name(), meaning + ": " + quoted, round(weight * times));
  }

  /** The chance that goes with log-odds. */
  static double chance(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** The risk of one thing by itself: 0 without reasons, towards 1 with heavier ones. */
  static double risk(Collection<Reason> reasons) {
    double sum = reasons.stream().mapToDouble(Reason::weight).filter(w -> w > 0).sum();
    return round(1 - Math.exp(-sum / 2));
  }

  /** Three decimals, which is more than rules can tell and keeps results the same everywhere. */
  static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
