package io.taskweir.connectors.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Walks from a path to every file of mail below it, by name. Links are followed, and each real
 * folder is entered once, so a loop ends. What is neither file nor folder (a socket, a pipe) is
 * passed over below a folder and refused where it was named.
 */
final class MailWalk {

  /** Where a file was found. */
  enum Kind {
    /** Anywhere but in a Maildir. */
    FILE,
    /** In a Maildir, where every file is one message. */
    MAILDIR
  }

  /** Takes each file in turn. */
  interface Visitor {
    void visit(Path file, Kind kind) throws IOException;
  }

  private final Visitor visitor;
  private final Set<Object> entered = new HashSet<>();

  MailWalk(Visitor visitor) {
    this.visitor = visitor;
  }

  void from(Path path) throws IOException {
    BasicFileAttributes attributes = attributes(path);
    if (attributes.isDirectory()) {
      folder(path, attributes);
    } else if (attributes.isRegularFile()) {
      visitor.visit(path, Kind.FILE);
    } else {
      throw UnreadableInputException.because(path, "neither a file nor a folder");
    }
  }

  private void folder(Path folder, BasicFileAttributes attributes) throws IOException {
    Object key = attributes.fileKey();
    if (!entered.add(key != null ? key : folder.toRealPath())) {
      return;
    }
    if (Files.isDirectory(folder.resolve("cur")) && Files.isDirectory(folder.resolve("new"))) {
      maildir(folder);
      return;
    }
    for (Path path : list(folder)) {
      BasicFileAttributes found = attributes(path);
      if (found.isDirectory()) {
        folder(path, found);
      } else if (found.isRegularFile()) {
        visitor.visit(path, Kind.FILE);
      }
    }
  }

  /** Messages lie in {@code cur} and {@code new}; other folders are mail folders of their own. */
  private void maildir(Path maildir) throws IOException {
    for (Path path : list(maildir)) {
      String name = path.getFileName().toString();
      BasicFileAttributes found = attributes(path);
      if (name.equals("cur") || name.equals("new")) {
        maildirMessages(path);
      } else if (found.isDirectory() && !name.equals("tmp")) {
        folder(path, found);
      }
    }
  }

  private void maildirMessages(Path folder) throws IOException {
    for (Path path : list(folder)) {
      boolean hidden = path.getFileName().toString().startsWith(".");
      if (!hidden && attributes(path).isRegularFile()) {
        visitor.visit(path, Kind.MAILDIR);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    List<Path> paths = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(paths::add);
    } catch (IOException e) {
      throw UnreadableInputException.of(folder, e);
    }
    Collections.sort(paths);
    return paths;
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class);
    } catch (IOException e) {
      throw UnreadableInputException.of(path, e);
    }
  }
}
