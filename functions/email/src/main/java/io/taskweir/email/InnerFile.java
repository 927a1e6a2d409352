package io.taskweir.email;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.annotation.Nullable;

/**
 * A file under inspection: the attachment itself, or one that was found inside. It lies either in
 * memory or in scratch, as its {@link FileKind} asks.
 *
 * @param name as it is shown; empty where it has none
 * @param type by its bytes, without parameters; by its name where the bytes are mere text
 * @param depth 1 for the attachment itself
 * @param bytes null where it lies in scratch
 * @param path null where it lies in memory
 */
record InnerFile(String name, String type, int depth, @Nullable byte[] bytes, @Nullable Path path) {

  private static final int BUFFER = 1 << 16;

  InputStream open() throws IOException {
    return bytes != null
        ? new ByteArrayInputStream(bytes)
        : new BufferedInputStream(Files.newInputStream(path), BUFFER);
  }
}
