package io.taskweir.deploy.train;

import io.taskweir.connectors.files.MailFile;
import io.taskweir.connectors.files.MailFiles;
import io.taskweir.deploy.Progress;
import io.taskweir.email.ParseMail;
import io.taskweir.engine.Rejection;
import io.taskweir.state.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Labelled messages from folders, parsed as the workflow parses them. The same bytes count once, as
 * in the workflow; what the workflow rejects is told and left out.
 */
final class Corpus {

  private final ParseMail parser = new ParseMail();
  private final Progress progress;
  private final List<Example> examples = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private int copies;

  Corpus(Progress progress) {
    this.progress = progress;
  }

  /** Reads the messages below {@code paths}. */
  void read(List<Path> paths, boolean spam) throws IOException {
    for (Path path : paths) {
      MailFiles.of(List.of(path)).forEach(file -> read(file, path.toString(), spam));
    }
  }

  List<Example> examples() {
    return examples;
  }

  /** What the workflow would reject, a line each. */
  List<String> rejected() {
    return rejected;
  }

  /** How many had the same bytes as one before. */
  int copies() {
    return copies;
  }

  private void read(MailFile file, String folder, boolean spam) throws IOException {
    byte[] bytes = file.content().readAllBytes();
    Content content = Content.of(bytes);
    if (!seen.add(content.digest())) {
      copies++;
      return;
    }
    progress.show(() -> String.format("%,d messages read", examples.size()));
    try {
      Parsed parsed = new Parsed(bytes);
      parser.run(content, parsed);
      String origin = Origins.of(RawHeader.of(bytes), parsed.mail().from());
      examples.add(
          new Example(
              file.source(), folder, spam, origin, content.digest(), parsed.sample(), bytes));
    } catch (Rejection e) {
      rejected.add(file.source() + ": " + e.getMessage());
    }
  }
}
