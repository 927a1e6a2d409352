package io.taskweir.email;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Tar archives. */
final class TarKind implements FileKind {

  private static final Set<String> TAR = Set.of("application/x-tar", "application/x-gtar");

  @Override
  public boolean covers(String type) {
    return TAR.contains(type);
  }

  @Override
  public boolean isArchive() {
    return true;
  }

  @Override
  public void look(InnerFile file, Inspection inspection) throws IOException {
    ArchiveEntries entries = new ArchiveEntries(file, inspection);
    try (InputStream packed = file.open();
        ArchiveBudget.Headers headers = inspection.budget().headers(packed);
        TarArchiveInputStream tar = new TarArchiveInputStream(headers)) {
      headers.begin();
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        headers.end();
        inspection.budget().entry();
        if (!entry.isDirectory()) {
          entries.name(entry.getName());
        }
        if (tar.canReadEntryData(entry)) {
          entries.bytes(entry.getName(), tar);
        }
        headers.begin();
      }
    }
  }
}
