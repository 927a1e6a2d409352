package io.taskweir.email;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/** Single compressed files: an archive of one entry without a name. */
final class CompressedKind implements FileKind {

  private static final Set<String> GZIP = Set.of("application/gzip", "application/x-gzip");
  private static final Set<String> BZIP2 = Set.of("application/x-bzip2", "application/x-bzip");
  private static final String XZ = "application/x-xz";
  private static final int BUFFER = 1 << 16;

  /** A dictionary of 32 MiB, and what the decoder takes beside it. */
  static final int MOST_KIB = 40_000;

  @Override
  public boolean covers(String type) {
    return GZIP.contains(type) || BZIP2.contains(type) || XZ.equals(type);
  }

  @Override
  public boolean isArchive() {
    return true;
  }

  @Override
  public void look(InnerFile file, Inspection inspection) throws IOException {
    try (InputStream packed = file.open();
        InputStream bytes = unpacked(file.type(), packed)) {
      inspection.packed("", bytes, file.depth());
    }
  }

  private static InputStream unpacked(String type, InputStream packed) throws IOException {
    if (GZIP.contains(type)) {
      return new GZIPInputStream(packed, BUFFER);
    }
    return BZIP2.contains(type)
        ? new BZip2CompressorInputStream(packed, true)
        : new XZInputStream(packed, MOST_KIB);
  }
}
