package io.taskweir.email;

import io.taskweir.engine.Scratch;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.tika.mime.MediaType;

/**
 * One look at an attachment and at the files inside it: what is spent on it, and what was seen.
 * Files of no {@linkplain FileKinds kind} are read and not kept. It nests as deep as archives may,
 * and one more for a document in the deepest.
 */
final class Inspection {

  private static final int HEAD = 1 << 16;

  private final Scratch scratch;
  private final FileTypes types;
  private final FileKinds kinds;
  private final ArchiveBudget budget;
  private final FileLimits limits;
  private final Seen seen = new Seen();
  private final Defects incomplete = new Defects();
  private final Map<String, Link> links = new LinkedHashMap<>();
  private final byte[] buffer = new byte[HEAD];
  private int files;
  private long pixels;

  Inspection(
      Scratch scratch, FileTypes types, FileKinds kinds, ArchiveBudget budget, FileLimits limits) {
    this.scratch = scratch;
    this.types = types;
    this.kinds = kinds;
    this.budget = budget;
    this.limits = limits;
  }

  FileLimits limits() {
    return limits;
  }

  ArchiveBudget budget() {
    return budget;
  }

  List<Reason> reasons() {
    return seen.reasons();
  }

  List<String> incomplete() {
    return incomplete.list();
  }

  List<Link> links() {
    return List.copyOf(links.values());
  }

  /** Something that speaks for a rule. */
  void see(Rule rule, String shown) {
    seen.add(rule, shown);
  }

  /** Reasons that others have found. */
  void see(List<Reason> reasons) {
    seen.add(reasons);
  }

  /** Says what was not looked at: a code, and which. */
  void giveUp(String code, String what) {
    incomplete.add(code, what);
  }

  /** Takes pixels that are to be decoded, unless the attachment has too few left. */
  boolean takesPixels(long count) {
    if (count > limits.pixels() - pixels) {
      return false;
    }
    pixels += count;
    return true;
  }

  /** Takes the links of a text. */
  void follow(MailText text) {
    for (Link link : new LinkFinder(limits.links() + 1, new Defects()).linksOf(text)) {
      follow(link);
    }
  }

  /** Takes a link. */
  void follow(String url) {
    LinkFinder one = new LinkFinder(1, new Defects());
    one.add(url, null);
    one.linksOf(new MailText(null, null)).forEach(this::follow);
  }

  private void follow(Link link) {
    if (links.size() < limits.links()) {
      links.putIfAbsent(link.identity(), link);
    } else if (!links.containsKey(link.identity())) {
      giveUp("LINKS_CUT", "");
    }
  }

  /** Looks at the attachment itself, of which {@code bytes} are all. */
  void attachment(String name, String type, InputStream bytes) throws IOException {
    FileKind kind = kinds.of(type);
    if (FileKinds.staysClosed(type)) {
      see(Rule.ARCHIVE_CLOSED, type);
    } else if (kind != null) {
      open(kind, name, type, bytes, new byte[0], 1);
    }
  }

  /** Looks at a file that lies packed in one at {@code depth}, and reads it to its end. */
  void packed(String name, InputStream bytes, int depth) throws IOException {
    byte[] head = bytes.readNBytes(HEAD);
    budget.produced(head.length);
    MediaType found = types.byBytes(new ByteArrayInputStream(head));
    if (types.isProgram(found)) {
      see(Rule.ARCHIVE_EXECUTABLE, name.isEmpty() ? found.toString() : name);
    }
    String type = types.toLookInto(found, head, name, null);
    FileKind kind = kinds.of(type);
    InputStream counted = budget.counting(bytes);
    if (FileKinds.staysClosed(type)) {
      see(Rule.ARCHIVE_CLOSED, name.isEmpty() ? type : name);
    } else if (kind != null) {
      open(kind, name, type, counted, head, depth + 1);
    }
    drain(counted);
  }

  /** Looks at a file that came with a message inside: it is judged like an attachment by itself. */
  void delivered(@Nullable String name, @Nullable String declared, byte[] bytes, int depth)
      throws IOException {
    budget.entry();
    budget.produced(bytes.length);
    MediaType found = types.byBytes(new ByteArrayInputStream(bytes));
    see(new FileSignals(types).of(name, found));
    String shown = name == null ? "" : name;
    String type = types.toLookInto(found, bytes, shown, declared);
    FileKind kind = kinds.of(type);
    if (FileKinds.staysClosed(type)) {
      see(Rule.ARCHIVE_CLOSED, shown.isEmpty() ? type : shown);
    } else if (kind != null) {
      open(kind, shown, type, new ByteArrayInputStream(bytes), new byte[0], depth + 1);
    }
  }

  private void open(
      FileKind kind, String name, String type, InputStream bytes, byte[] head, int depth)
      throws IOException {
    if (kind.isArchive()) {
      budget.enter(depth);
      Path path = keep(head, bytes);
      try {
        look(kind, new InnerFile(name, type, depth, null, path));
      } finally {
        Files.delete(path);
      }
    } else if (budget.allowsDocument(depth)) {
      byte[] whole = whole(head, bytes);
      if (whole == null) {
        giveUp("DOCUMENT_TOO_LARGE", name);
      } else {
        look(kind, new InnerFile(name, type, depth, whole, null));
      }
    } else {
      giveUp("TOO_DEEP", name);
    }
  }

  /** A broken file ends the look at it; what passes a limit of all, or of scratch, ends it all. */
  private void look(FileKind kind, InnerFile file) throws IOException {
    try {
      kind.look(file, this);
    } catch (Scratch.QuotaExceeded | LimitPassed e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      if (kind.isArchive()) {
        see(Rule.ARCHIVE_BROKEN, message);
      }
      giveUp("BROKEN", file.name().isEmpty() ? file.type() : file.name());
    }
  }

  private Path keep(byte[] head, InputStream bytes) throws IOException {
    String name = "archive-" + files++;
    try (OutputStream file = scratch.create(name)) {
      file.write(head, 0, head.length);
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        file.write(buffer, 0, count);
      }
    }
    return scratch.directory().resolve(name);
  }

  @Nullable
  private byte[] whole(byte[] head, InputStream bytes) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(Math.max(head.length, 1_024));
    whole.write(head, 0, head.length);
    while (whole.size() <= limits.documentBytes()) {
      int count = bytes.read(buffer, 0, HEAD);
      if (count < 0) {
        return whole.toByteArray();
      }
      whole.write(buffer, 0, count);
    }
    return null;
  }

  private void drain(InputStream bytes) throws IOException {
    int count = bytes.read(buffer);
    while (count >= 0) {
      count = bytes.read(buffer);
    }
  }
}
