package io.taskweir;

import io.taskweir.Letter.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Messages for a test of the whole: wanted and unwanted ones, with links and attachments that they
 * share, sent twice, sent by two tenants, malformed, above a limit, and no messages at all. The
 * same seed gives the same bytes.
 */
final class Mailbag {

  /** A link to this host fails on its first attempt, and passes on its second. */
  static final String FLAKY = ".flaky.example";

  /** A link to this host never passes. */
  static final String DOWN = ".down.example";

  private static final int SITES = 12;
  private static final int FILES = 6;

  private final Random random;
  private final List<Letter> letters = new ArrayList<>();

  private Mailbag(long seed) {
    random = new Random(seed);
  }

  /** At least {@code size} letters. */
  static List<Letter> of(long seed, int size) {
    Mailbag bag = new Mailbag(seed);
    while (bag.letters.size() < size) {
      bag.addSomeOfEach();
    }
    return List.copyOf(bag.letters);
  }

  static long count(List<Letter> letters, Fate fate) {
    return letters.stream().filter(letter -> letter.fate() == fate).count();
  }

  /** Twenty letters; what repeats an earlier one may repeat one of an earlier twenty. */
  private void addSomeOfEach() {
    for (int i = 0; i < 10; i++) {
      add(ordinary().bytes(), Fate.ACCEPTED);
    }
    add(ordinary().links("http://" + number() % 3 + FLAKY + "/a").bytes(), Fate.ACCEPTED);
    add(ordinary().links("http://" + number() % 2 + DOWN + "/b").bytes(), Fate.ACCEPTED);
    add(malformed(), Fate.ACCEPTED);
    add(large(), Fate.ACCEPTED);
    add(bomb(), Fate.ACCEPTED);
    letters.add(earlierAccepted().again(id()));
    letters.add(earlierAccepted().again(id()));
    letters.add(ordinaryOf("acme"));
    letters.add(ordinaryOf("Not A Tenant"));
    add(Message.nested(number(), 30), Fate.REJECTED);
    add(noMessage(), Fate.REJECTED);
  }

  private void add(byte[] bytes, Fate fate) {
    letters.add(Letter.of(id(), bytes, fate));
  }

  private Message ordinary() {
    Message message = new Message(number());
    for (int links = random.nextInt(3); links > 0; links--) {
      message.links("http://site-" + random.nextInt(SITES) + ".example/page");
    }
    if (random.nextInt(3) == 0) {
      int file = random.nextInt(FILES);
      message.attaches("note-" + file + ".txt", "text/plain", Message.utf8("note " + file));
    }
    return message;
  }

  /** What a mail client would display all the same. */
  private byte[] malformed() {
    return new Message(number())
        .header("Date: the day before yesterday")
        .header("Subject: =?no-such-charset?b?////?=")
        .header("Content-Type: multipart/mixed")
        .links("http://site-1.example:99999/")
        .bytes();
  }

  /** Above what travels inline: it goes through the blob store, and so does its attachment. */
  private byte[] large() {
    byte[] noise = new byte[80_000];
    random.nextBytes(noise);
    return ordinary().attaches("noise.bin", "application/octet-stream", noise).bytes();
  }

  private byte[] bomb() {
    byte[] zip = Message.zipOfZeros(3_000_000 + letters.size());
    return ordinary().attaches("photos.zip", "application/zip", zip).bytes();
  }

  private byte[] noMessage() {
    byte[] noise = new byte[200];
    random.nextBytes(noise);
    noise[0] = 0;
    return noise;
  }

  /** The bytes of an earlier letter, from another tenant: work of its own, if the tenant may be. */
  private Letter ordinaryOf(String tenant) {
    Fate fate = tenant.contains(" ") ? Fate.REJECTED : Fate.ACCEPTED;
    Letter mine = Letter.of(id(), ordinary().bytes(), Fate.ACCEPTED);
    letters.add(mine);
    return mine.ofTenant(id(), tenant, fate);
  }

  private Letter earlierAccepted() {
    List<Letter> accepted =
        letters.stream().filter(letter -> letter.fate() == Fate.ACCEPTED).toList();
    return accepted.get(random.nextInt(accepted.size()));
  }

  private int number() {
    return letters.size() + 1;
  }

  private String id() {
    return "letter-" + number();
  }
}
