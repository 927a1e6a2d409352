package io.taskweir.connectors.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is open only while a piece of it is read, so that a thousand files can be read side
 * by side on any limit of open files. It costs an open and a close a piece: read it in large ones.
 * The file must not be replaced meanwhile.
 */
final class ReopenedFile extends InputStream {

  private final Path file;
  private long position;

  ReopenedFile(Path file) {
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(position);
      int count = channel.read(ByteBuffer.wrap(buffer, offset, length));
      position += Math.max(0, count);
      return count;
    } catch (IOException e) {
      throw UnreadableInputException.of(file, e);
    }
  }
}
