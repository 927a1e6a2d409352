package io.taskweir.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Verdicts, one a message, and digests of them. */
final class EmailResults implements RunResults {

  @Override
  public List<String> kinds() {
    return List.of("verdicts", "digests", "confusions");
  }

  @Override
  public String accepted() {
    return "one verdict each";
  }

  @Override
  public Tally tally(Path file) throws IOException {
    var said = JsonLines.count(file, line -> line.path("verdict").asText());
    return new Tally(said, said.values().stream().mapToLong(Long::longValue).sum());
  }
}
