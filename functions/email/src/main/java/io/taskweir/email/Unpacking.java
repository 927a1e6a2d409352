package io.taskweir.email;

import io.taskweir.engine.Scratch;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.tika.mime.MediaType;

/**
 * Lists an archive and the archives inside it, within an {@link ArchiveBudget}. Each archive lies
 * in scratch while it is read, one file a level, so that memory stays flat and an error in reading
 * it is the archive's own and none of a store. Entries that are no archives are read and not kept.
 */
final class Unpacking {

  private static final Set<String> ZIP =
      Set.of("application/zip", "application/java-archive", "application/x-tika-ooxml");
  private static final Set<String> TAR = Set.of("application/x-tar", "application/x-gtar");
  private static final Set<String> GZIP = Set.of("application/gzip", "application/x-gzip");
  private static final Set<String> BZIP2 = Set.of("application/x-bzip2", "application/x-bzip");
  private static final Set<String> CLOSED =
      Set.of(
          "application/x-7z-compressed",
          "application/x-rar-compressed",
          "application/x-xz",
          "application/x-lzip",
          "application/zstd",
          "application/x-compress",
          "application/x-ace-compressed",
          "application/x-arj",
          "application/vnd.ms-cab-compressed");
  private static final int HEAD = 1 << 16;

  private final Scratch scratch;
  private final FileTypes types;
  private final ArchiveBudget budget;
  private final ArchiveListing listing = new ArchiveListing();
  private final byte[] buffer = new byte[HEAD];
  private int files;

  Unpacking(Scratch scratch, FileTypes types, ArchiveBudget budget) {
    this.scratch = scratch;
    this.types = types;
    this.budget = budget;
  }

  /** Whether a type is one of those that {@link #list} looks into. */
  static boolean opens(String type) {
    return ZIP.contains(type) || TAR.contains(type) || GZIP.contains(type) || BZIP2.contains(type);
  }

  /** Whether a type is that of an archive that stays closed here. */
  static boolean staysClosed(String type) {
    return CLOSED.contains(type.contains(";") ? type.substring(0, type.indexOf(';')) : type);
  }

  /** Lists what an archive of {@code type} holds. */
  ArchiveListing list(InputStream archive, String type) throws IOException {
    budget.enter(1);
    Path file = keep(archive, new byte[0], 0, false);
    read(file, type, 1);
    return listing;
  }

  /** An error of the archive's own ends its listing; those of scratch and limits pass through. */
  private void read(Path file, String type, int depth) throws IOException {
    try (InputStream packed = new BufferedInputStream(Files.newInputStream(file), HEAD)) {
      if (GZIP.contains(type)) {
        entry("", new GZIPInputStream(packed, HEAD), depth);
      } else if (BZIP2.contains(type)) {
        entry("", new BZip2CompressorInputStream(packed, true), depth);
      } else {
        entries(type, packed, depth);
      }
    } catch (Scratch.QuotaExceeded | LimitPassed e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      listing.broken(e);
    } finally {
      Files.delete(file);
    }
  }

  private void entries(String type, InputStream packed, int depth) throws IOException {
    ArchiveBudget.Headers headers = budget.headers(packed);
    try (ArchiveInputStream<? extends ArchiveEntry> archive =
        ZIP.contains(type)
            ? new ZipArchiveInputStream(headers)
            : new TarArchiveInputStream(headers)) {
      headers.begin();
      for (ArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        headers.end();
        if (!entry.isDirectory()) {
          listing.add(entry.getName());
        }
        budget.entry();
        if (isEncrypted(entry)) {
          listing.encrypted(entry.getName());
        } else if (archive.canReadEntryData(entry)) {
          entry(entry.getName(), archive, depth);
        }
        headers.begin();
      }
    }
  }

  private static boolean isEncrypted(ArchiveEntry entry) {
    return entry instanceof ZipArchiveEntry zipped
        && zipped.getGeneralPurposeBit().usesEncryption();
  }

  /** Reads an entry to its end, and what it holds where it is an archive itself. */
  private void entry(String name, InputStream bytes, int depth) throws IOException {
    byte[] head = new byte[HEAD];
    int read = bytes.readNBytes(head, 0, HEAD);
    budget.produced(read);
    MediaType detected = types.byBytes(new ByteArrayInputStream(head, 0, read));
    if (types.isProgram(detected)) {
      listing.program(name, detected.toString());
    }
    String type = detected.toString();
    if (opens(type)) {
      budget.enter(depth + 1);
      read(keep(bytes, head, read, true), type, depth + 1);
      return;
    }
    for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
      budget.produced(count);
    }
  }

  private Path keep(InputStream bytes, byte[] head, int read, boolean produced) throws IOException {
    String name = "archive-" + files++;
    try (OutputStream file = scratch.create(name)) {
      file.write(head, 0, read);
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        if (produced) {
          budget.produced(count);
        }
        file.write(buffer, 0, count);
      }
    }
    return scratch.directory().resolve(name);
  }
}
