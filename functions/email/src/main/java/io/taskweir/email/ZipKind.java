package io.taskweir.email;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/** Zip archives, and the documents of office suites that are zip archives. */
final class ZipKind implements FileKind {

  private static final Set<String> ZIP =
      Set.of(
          "application/zip",
          "application/java-archive",
          "application/x-tika-ooxml",
          "application/epub+zip");

  @Override
  public boolean covers(String type) {
    return ZIP.contains(type) || type.startsWith("application/vnd.oasis.opendocument.");
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
        ZipArchiveInputStream zip = new ZipArchiveInputStream(headers)) {
      headers.begin();
      for (ZipArchiveEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        headers.end();
        inspection.budget().entry();
        if (!entry.isDirectory()) {
          entries.name(entry.getName());
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
          entries.encrypted(entry.getName());
        } else if (zip.canReadEntryData(entry)) {
          entries.bytes(entry.getName(), zip);
        } else {
          inspection.giveUp("ARCHIVE_METHOD", entry.getName());
        }
        headers.begin();
      }
    }
  }
}
