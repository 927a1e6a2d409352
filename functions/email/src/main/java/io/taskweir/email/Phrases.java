package io.taskweir.email;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The phrases by which a text gives itself away, by rule. A phrase is words as {@link Words} folds
 * them; {@code #} is any number. Finding them takes one pass, whatever their number.
 */
final class Phrases {

  private static final int MOST_TIMES = 3;
  private static final int LONG = 1_000;

  private static final Map<Rule, String> TABLE =
      Map.ofEntries(
          entry(
              Rule.ADVANCE_FEE,
              """
              next of kin; the sum of; sum of us; transfer of funds; transfer the funds
              transfer this money; transfer of this; foreign account; foreign partner
              bank account number; security company; late father; late husband; deceased
              beneficiary; utmost confidence; strictly confidential; your assistance; mutual trust
              dear beloved; business proposal; business relationship; lottery; winning number
              you have won; unclaimed; die summe von; erbschaft; héritage; herencia; loterie
              this fund; release of the fund; unclaimed inheritance; inheritance fund
              """),
          entry(
              Rule.CREDENTIALS,
              """
              verify your account; verify your identity; verify your information
              confirm your account; confirm your identity; confirm your password
              confirm your details; update your account; update your billing
              update your payment; update your information; validate your account
              your account has been; your account will be; account suspended
              account has been limited; unusual activity; unauthorized access; unauthorised access
              suspicious activity; log in to your account; login to your account
              sign in to your account; enter your password; your password will expire
              password expires; your mailbox is full; mailbox quota; social security number
              credit card number; card number and; pin and; reactivate your account
              restore your account; bestätigen sie ihre; ihr konto wurde; ihr konto wird
              passwort bestätigen; vérifiez votre compte; confirmez votre
              votre compte a été; verifique su cuenta; confirme su; su cuenta ha sido
              """),
          entry(
              Rule.MONEY,
              """
              make money; make $; earn $; earn money; extra income; extra money; extra cash
              per month; per week; a day from home; from home; home based; work at home
              work from home; financial freedom; financial independence; residual income
              be your own; own boss; get paid; get rich; cash flow; cash prize; cash bonus; income
              $ # #; million dollars; multi level; mlm; money making; business opportunity
              this opportunity; investment; investors; stock pick; hot stock; risk capital
              double your; geld verdienen; gagner de l'argent; ganar dinero
              """),
          entry(
              Rule.PAYMENT,
              """
              wire transfer; by wire; western union; moneygram; gift card; gift cards; bitcoin
              cryptocurrency; bitcoin wallet; processing fee; transfer fee; advance fee
              upfront fee; überweisen sie; geschenkkarte; transferencia bancaria; par virement
              in gift cards; in bitcoin
              """),
          entry(
              Rule.CREDIT,
              """
              mortgage; mortgages; refinance; refinancing; second mortgage; home equity
              debt; debts; debt free; consolidate; consolidation; bad credit; perfect credit
              credit history; credit report; no credit; credit repair; credit card debt; loan; loans
              lender; lenders; interest rates; lowest rates; low rates; best rate; lowest point
              life insurance; term life; insurance policy; free quote; monthly payments
              monthly payment; homeowner; homeowners; pre approved; kredit ohne; hypothèque
              """),
          entry(
              Rule.MEDICINE,
              """
              viagra; cialis; prescription; prescriptions; pharmacy; weight loss; lose weight
              losing weight; burning fat; burn fat; body fat; diet pill; diet pills; dieting
              without dieting; without exercise; or exercise; human growth; growth hormone; hgh
              anti aging; aging; wrinkle; wrinkles; wrinkle reduction; muscle; muscle tone; herbal
              natural herbal; enlargement; enlarge; erection; erections; sexual potency; libido
              energy level; energy levels; hair loss; stop smoking; your metabolism; cellulite
              penis; breast; abnehmen; ohne rezept; perte de poids; sexual performance
              sexual desire; sexual power; add inches
              """),
          entry(
              Rule.ADULT,
              """
              porn; porno; adult site; adult sites; adult content; adults only; hardcore
              teen girls; nude; naked; horny; sluts; slut; pussy; webcam girls; live girls
              hot girls; sexy; sexually explicit; over # years old; adult entertainment; erotic
              erotik; singles; xxx site; xxx sites; free sex; sex videos; sex site
              """),
          entry(
              Rule.BULK_MAIL,
              """
              bulk email; bulk mail; bulk e mail; email marketing; e mail marketing; mass mailing
              mass mailings; million email; million emails; fresh addresses; email addresses
              e mail addresses; email list; email lists; targeted email; targeted leads
              opt in emails; opt in leads; internet marketing; search engine; search engines
              web traffic; your website; your web site; merchant account; accept credit cards
              increase your sales; your business; direct marketing; internet advertising
              advertise your; promote your
              """),
          entry(
              Rule.PROMOTION,
              """
              click here; click below; click on the link; link below; order now; order today
              to order; buy now; call now; call today; call us; call toll; toll free; for only $
              only $; as low as; low as; at no cost; no cost; no obligation; no risk; risk free
              free trial; absolutely free; # % free; your free; free gift; free shipping
              special offer; this offer; special price; best price; lowest price; lowest prices
              money back; back guarantee; satisfaction guaranteed; # % guaranteed; guaranteed
              guarantee; it's guaranteed; as seen on; no experience; visa mastercard
              credit card or; save up; save # %; up to # %; # % off; fill out; please fill
              form below; free quote; amazing; incredible; miracle; once in a lifetime
              change your life; your life; this special; unlimited; testimonials; best of all
              no questions asked; for more info; hier klicken; jetzt bestellen; kostenlos
              cliquez ici; gratuit; haga clic; money order; check or money; payable to
              cashier's check; us dollars
              """),
          entry(
              Rule.URGENCY,
              """
              act now; act today; act fast; act immediately; limited time; limited offer
              time offer; offer expires; expires; don't wait; don't delay; don't miss
              do not delay; urgent; urgent attention; immediately; respond immediately
              last chance; final notice; while supplies last; hurry; today only; within # hours
              within # days; respond now; order today; before it's too late; sofort; dringend
              urgente; immédiatement
              """),
          entry(
              Rule.OPEN_FILE,
              """
              open the attached; see the attached; see attached; attached file; attached invoice
              attached document; find attached; please find attached; find the attached
              attached herewith; open the attachment; the attachment; enable macros
              enable content; enable editing; im anhang; beigefügte; ci joint; archivo adjunto
              """),
          entry(
              Rule.STRANGER,
              """
              dear friend; dear friends; dear sir; dear sirs; dear madam; sir madam; dear sir madam
              sir or madam; dear homeowner; dear customer; dear valued; valued customer; dear member
              dear user; dear account; dear consumer; dear fellow; dear subscriber; dear webmaster
              dear business; dear internet; dear candidate; dear colleague; hello friend
              attn; attention; congratulations; sehr geehrter kunde; cher client; estimado cliente
              """),
          entry(
              Rule.REMOVAL,
              """
              to be removed; be removed from; removed from our; removed from this
              removed from future; remove me; remove yourself; remove your; word remove
              subject remove; with remove; remove in the; for removal; removal instructions
              unsubscribe here; to be unsubscribed; be excluded; to be taken off; opt out; optout
              opted in; have opted; opt in; future mailings; further mailings; future emails
              our mailings; our mailing list; our list; our database; not wish to receive
              no longer wish; wish to receive; to opt; abmelden; se désinscrire; darse de baja
              """),
          entry(
              Rule.GOODS,
              """
              diploma; diplomas; university degree; university degrees; bachelor's; cable descrambler
              descrambler; satellite dish; satellite tv; free satellite; toner; toners
              inkjet cartridges; toner cartridges; cigarettes; cheap cigarettes; replica watches
              rolex; online casino; casinos; jackpot; free vacation; free cruise
              long distance; calling card; international calls; free minutes; free calls
              copy dvd; copy dvds; dvd copy; norton systemworks; oem software; child support
              spy camera; background check; government grants; free grants; free computer
              extended warranty; timeshare; psychic; green card; movies online
              """),
          entry(
              Rule.NOT_SPAM,
              """
              this is not spam; not unsolicited; not considered spam; in compliance with
              in compliance; bill s; title iii; u s congress; state law; is legal; legal notice
              # % legal; perfectly legal; this is a one time; one time mailing; one time email
              never receive; received this email because; receiving this email
              received this email in; this email in error; email in error; this message in error
              you are receiving; we apologize; apologies if; this advertisement
              is an advertisement; strictly enforced; anti spam policy; bill s #; under bill
              s # title; section # paragraph
              """));

  private final PhraseTrie<Phrase> trie = new PhraseTrie<>();

  /** A phrase that stands in two rows belongs to the first of them in the order of {@link Rule}. */
  Phrases() {
    new EnumMap<>(TABLE).forEach(this::add);
  }

  private record Phrase(Rule rule, String words) {}

  /**
   * A reason for each rule whose phrases stand in a text. It weighs once a distinct phrase, at most
   * {@value #MOST_TIMES} times, less once for each {@value #LONG} words: a long text says much by
   * chance.
   */
  List<Reason> in(Words text) {
    Map<Rule, Map<String, String>> found = new EnumMap<>(Rule.class);
    int at = 0;
    while (at < text.words().size()) {
      at = Math.max(at + 1, take(text, at, found));
    }
    List<Reason> reasons = new ArrayList<>();
    found.forEach(
        (rule, phrases) -> {
          int times = times(phrases.size(), text.words().size());
          if (times > 0) {
            reasons.add(rule.because(List.copyOf(phrases.values()), times));
          }
        });
    return reasons;
  }

  /** How often what was found {@code times} counts in a text of so many words; 0 or less: never. */
  static int times(int times, int words) {
    return Math.min(MOST_TIMES, times - words / LONG);
  }

  /** Takes the longest phrase at a word, if any, and says where it ends. */
  private int take(Words text, int from, Map<Rule, Map<String, String>> found) {
    PhraseTrie.Match<Phrase> longest = trie.longest(text.words(), from, text.words().size());
    if (longest == null) {
      return from;
    }
    found
        .computeIfAbsent(longest.value().rule(), unused -> new LinkedHashMap<>())
        .putIfAbsent(longest.value().words(), text.between(from, longest.to() - 1));
    return longest.to();
  }

  private void add(Rule rule, String phrases) {
    for (String phrase : phrases.split("[;\n]", -1)) {
      if (!phrase.isBlank()) {
        Phrase added = new Phrase(rule, phrase.strip());
        trie.put(List.of(phrase.strip().split(" ", -1)), before -> before == null ? added : before);
      }
    }
  }
}
