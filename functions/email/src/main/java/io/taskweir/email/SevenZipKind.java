package io.taskweir.email;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;

/**
 * Archives of 7-Zip, unless they need more memory than {@value CompressedKind#MOST_KIB} KiB. Names
 * are seen where only the contents are encrypted.
 */
final class SevenZipKind implements FileKind {

  @Override
  public boolean covers(String type) {
    return type.equals("application/x-7z-compressed");
  }

  @Override
  public boolean isArchive() {
    return true;
  }

  @Override
  public void look(InnerFile file, Inspection inspection) throws IOException {
    ArchiveEntries entries = new ArchiveEntries(file, inspection);
    try {
      SevenZipHeader.check(file.path(), inspection.budget().headerBytes());
      list(file, entries, inspection.budget());
    } catch (PasswordRequiredException e) {
      entries.encrypted(file.name());
    } catch (MemoryLimitException e) {
      inspection.giveUp("ARCHIVE_MEMORY", file.name());
    }
  }

  private static void list(InnerFile file, ArchiveEntries entries, ArchiveBudget budget)
      throws IOException {
    try (SevenZFile archive =
        SevenZFile.builder()
            .setPath(file.path())
            .setMaxMemoryLimitKiB(CompressedKind.MOST_KIB)
            .get()) {
      for (SevenZArchiveEntry entry : archive.getEntries()) {
        budget.entry();
        if (!entry.isDirectory() && entry.getName() != null) {
          entries.name(entry.getName());
        }
      }
      for (SevenZArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        if (entry.hasStream()) {
          entries.bytes(entry.getName() == null ? "" : entry.getName(), bytes(archive));
        }
      }
    }
  }

  private static InputStream bytes(SevenZFile archive) {
    return new FilterInputStream(InputStream.nullInputStream()) {
      @Override
      public int read() throws IOException {
        return archive.read();
      }

      @Override
      public int read(byte[] to, int from, int length) throws IOException {
        return length == 0 ? 0 : archive.read(to, from, length);
      }
    };
  }
}
