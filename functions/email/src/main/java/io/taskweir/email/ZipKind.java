package io.taskweir.email;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.UnsupportedZipFeatureException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;

/**
 * Zip archives, and the documents of office suites that are zip archives. They are read as a
 * stream, as far as that goes: so entries that the directory hides are seen, too.
 */
final class ZipKind implements FileKind {

  private static final Set<String> ZIP =
      Set.of("application/zip", "application/java-archive", "application/x-tika-ooxml");

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
    Set<String> read = new HashSet<>();
    try {
      readStream(file, entries, read, inspection);
    } catch (UnsupportedZipFeatureException e) {
      readDirectory(file, entries, read, inspection);
    }
  }

  private static void readStream(
      InnerFile file, ArchiveEntries entries, Set<String> read, Inspection inspection)
      throws IOException {
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
          throw new UnsupportedZipFeatureException(
              UnsupportedZipFeatureException.Feature.METHOD, entry);
        }
        read.add(entry.getName());
        headers.begin();
      }
    }
  }

  private static void readDirectory(
      InnerFile file, ArchiveEntries entries, Set<String> read, Inspection inspection)
      throws IOException {
    try (ZipDirectory directory = new ZipDirectory(file.path())) {
      for (ZipDirectory.Entry entry = directory.next(); entry != null; entry = directory.next()) {
        if (!read.add(entry.name())) {
          continue;
        }
        inspection.budget().entry();
        entries.name(entry.name());
        if (entry.isEncrypted()) {
          entries.encrypted(entry.name());
          continue;
        }
        try (InputStream bytes = directory.open(entry)) {
          if (bytes == null) {
            inspection.giveUp("ARCHIVE_METHOD", entry.name());
          } else {
            entries.bytes(entry.name(), bytes);
          }
        }
      }
    }
  }
}
