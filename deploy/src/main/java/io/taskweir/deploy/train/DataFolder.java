package io.taskweir.deploy.train;

import io.taskweir.state.Content;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A path of the command line as the card names it: by its last part, since the rest is a matter of
 * the machine, with how much is in it and what tells that it is the same data.
 *
 * @param name the last part of the path
 * @param spam what it was given as
 * @param messages how many were learnt from
 * @param digest SHA-256 over the digests of its messages, in lines by alphabet
 */
record DataFolder(String name, boolean spam, long messages, String digest) {

  static DataFolder of(String path, boolean spam, List<Example> examples) {
    List<String> digests =
        examples.stream()
            .filter(example -> example.spam() == spam && example.folder().equals(path))
            .map(Example::digest)
            .sorted()
            .toList();
    byte[] lines = String.join("\n", digests).getBytes(StandardCharsets.US_ASCII);
    return new DataFolder(name(path), spam, digests.size(), Content.digestOf(lines));
  }

  static String name(String path) {
    Path last = Path.of(path).toAbsolutePath().normalize().getFileName();
    return last == null ? path : last.toString();
  }
}
