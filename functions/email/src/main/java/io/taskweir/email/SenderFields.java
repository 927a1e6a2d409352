package io.taskweir.email;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.annotation.Nullable;
import org.apache.james.mime4j.stream.RawField;

/**
 * Gathers the fields that say who sent a message and which way it came, besides those that {@link
 * MessageHeader} reads for everyone. Bounded: ten Received fields at each end, ten of
 * Authentication-Results.
 */
final class SenderFields {

  private static final int AT_EACH_END = 10;
  private static final int MOST_RESULTS = 10;
  private static final int LONGEST_RESULTS = 4_000;
  private static final Set<String> OF_LISTS =
      Set.of("mailing-list", "x-beenthere", "x-mailing-list", "x-mailman-version", "feedback-id");
  private static final Set<String> BULK = Set.of("bulk", "list");

  /** What is malformed here is of no interest to a reader, and so no defect of the message. */
  private final Defects ignored = new Defects();

  private final List<String> lastHops = new ArrayList<>();
  private final Deque<String> firstHops = new ArrayDeque<>();
  private final List<String> results = new ArrayList<>();
  private int fromFields;
  private boolean list;
  private boolean signed;
  @Nullable private String returnPath;
  @Nullable private String sender;
  @Nullable private String to;
  @Nullable private String cc;

  void add(RawField field) {
    String name = field.getNameLowerCase();
    switch (name) {
      case "from" -> fromFields++;
      case "received" -> addHop(text(field));
      case "return-path" -> returnPath = returnPath == null ? text(field) : returnPath;
      case "sender" -> sender = sender == null ? text(field) : sender;
      case "to" -> to = to == null ? text(field) : to;
      case "cc" -> cc = cc == null ? text(field) : cc;
      case "precedence" -> list |= BULK.contains(text(field).strip().toLowerCase(Locale.ROOT));
      case "authentication-results" -> addResults(field);
      case "dkim-signature" -> signed = true;
      default -> list |= name.startsWith("list-") || OF_LISTS.contains(name);
    }
  }

  int fromFields() {
    return fromFields;
  }

  boolean isList() {
    return list;
  }

  boolean isSigned() {
    return signed;
  }

  @Nullable
  String returnPath() {
    return returnPath;
  }

  @Nullable
  String sender() {
    return sender;
  }

  @Nullable
  String recipients() {
    return to == null || to.isBlank() ? cc : to;
  }

  List<String> received() {
    List<String> all = new ArrayList<>(lastHops);
    all.addAll(firstHops);
    return List.copyOf(all);
  }

  List<String> results() {
    return List.copyOf(results);
  }

  private void addHop(String hop) {
    if (lastHops.size() < AT_EACH_END) {
      lastHops.add(hop);
      return;
    }
    if (firstHops.size() == AT_EACH_END) {
      firstHops.removeFirst();
    }
    firstHops.addLast(hop);
  }

  private void addResults(RawField field) {
    if (results.size() < MOST_RESULTS) {
      results.add(PlainText.line(HeaderText.raw(field, ignored), LONGEST_RESULTS));
    }
  }

  private String text(RawField field) {
    return HeaderText.displayed(field, ignored);
  }
}
