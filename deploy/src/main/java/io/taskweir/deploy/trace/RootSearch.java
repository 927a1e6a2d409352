package io.taskweir.deploy.trace;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.deploy.records.Entry;
import io.taskweir.deploy.records.RunRecords;
import io.taskweir.deploy.records.RunRecords.Kind;
import io.taskweir.deploy.records.Wanted;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.Json;
import io.taskweir.state.TaskId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.annotation.Nullable;

/**
 * Finds the runs that a word of a user may mean: an id or its beginning, of a run, a task or a
 * result; or what an input is called, where an exact name comes before a part of one.
 */
final class RootSearch {

  /** As many runs are named where several match, and no more are kept. */
  static final int MOST = 20;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{6,32}");
  private static final Pattern COORDINATES =
      Pattern.compile("([A-Za-z0-9._-]+)/(\\d{1,9})@(\\d{1,18})");
  private static final int WHOLE_ID = 32;

  private final String asked;
  private final Map<String, String> exact = new LinkedHashMap<>();
  private final Map<String, String> similar = new LinkedHashMap<>();

  private RootSearch(String asked) {
    this.asked = asked;
  }

  /**
   * The runs that {@code asked} may mean, each with what matched, a few more than {@link #MOST}.
   */
  static Map<String, String> find(RunRecords records, String asked) throws IOException {
    var search = new RootSearch(asked);
    if (ID.matcher(asked).matches()) {
      search.byId(records);
    }
    if (search.exact.isEmpty() && search.similar.isEmpty()) {
      search.bySource(records);
    }
    return search.exact.isEmpty() ? search.similar : search.exact;
  }

  private void byId(RunRecords records) throws IOException {
    if (asked.length() == WHOLE_ID) {
      audit(records, Wanted.near(asked));
      if (exact.containsKey(asked)) {
        return;
      }
    }
    audit(records, Wanted.with(asked));
    records.forEach(Kind.DEAD_LETTERS, Wanted.with(asked), this::named);
    records.forEach(Kind.RESULTS, Wanted.with(asked), this::named);
  }

  private void audit(RunRecords records, Wanted wanted) throws IOException {
    records.forEach(
        Kind.AUDIT,
        wanted,
        entry -> {
          AuditEvent event = entry.event();
          if (event.root().startsWith(asked)) {
            note(event.root().equals(asked), event.root(), "run");
          } else if (event.task().startsWith(asked)) {
            note(false, event.root(), "task " + event.task() + " of " + event.stage());
          }
        });
  }

  private void named(Entry entry) throws IOException {
    JsonNode line = entry.node();
    String root = line.path("root").asText();
    String id = line.path("id").asText();
    if (root.startsWith(asked)) {
      note(root.equals(asked), root, "run");
    } else if (id.startsWith(asked)) {
      note(false, root, entry.kind() + " " + id);
    }
  }

  private void bySource(RunRecords records) throws IOException {
    Matcher coordinates = COORDINATES.matcher(asked);
    Wanted wanted = Wanted.with(escaped());
    if (coordinates.matches()) {
      byCoordinates(records, coordinates);
      wanted = Wanted.with(coordinates.group(1));
    }
    records.forEach(Kind.DEAD_LETTERS, wanted, this::letter);
    records.forEach(
        Kind.RESULTS,
        Wanted.with(escaped()),
        entry -> {
          JsonNode line = entry.node();
          source(line.path("root").asText(), line.path("source").textValue());
        });
  }

  /** A run that nobody named has its id from where it lay, whatever became of it. */
  private void byCoordinates(RunRecords records, Matcher at) throws IOException {
    String root =
        TaskId.ofCoordinates(
                at.group(1), Integer.parseInt(at.group(2)), Long.parseLong(at.group(3)))
            .hex();
    records.forEach(
        Kind.AUDIT,
        Wanted.near(root),
        entry -> {
          if (entry.event().root().equals(root)) {
            note(true, root, asked);
          }
        });
  }

  private void letter(Entry entry) throws IOException {
    JsonNode letter = entry.node();
    JsonNode source = letter.path("source");
    String root = letter.path("root").asText();
    if (asked.equals(DeadTask.coordinates(source))) {
      note(true, root, asked);
    } else {
      source(root, source.path("name").textValue());
    }
  }

  private void source(String root, @Nullable String name) {
    if (name != null && name.equals(asked)) {
      note(true, root, name);
    } else if (name != null && isPart(name)) {
      note(false, root, name);
    }
  }

  /** The end of a path, or a mailbox or file whose messages or lines are numbered. */
  private boolean isPart(String name) {
    int at = name.endsWith(asked) ? name.length() - asked.length() : name.indexOf(asked);
    if (at < 0 || (at > 0 && name.charAt(at - 1) != '/')) {
      return false;
    }
    int end = at + asked.length();
    return end == name.length() || name.charAt(end) == '#' || name.charAt(end) == ':';
  }

  private void note(boolean isExact, String root, String what) {
    Map<String, String> matches = isExact ? exact : similar;
    if (matches.size() <= MOST) {
      matches.putIfAbsent(root, what);
    }
  }

  /** As it stands in JSON. */
  private String escaped() throws IOException {
    String quoted = Json.write(asked);
    return quoted.substring(1, quoted.length() - 1);
  }
}
