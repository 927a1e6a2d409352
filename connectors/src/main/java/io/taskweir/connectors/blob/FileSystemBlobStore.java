package io.taskweir.connectors.blob;

import io.taskweir.state.BlobRef;
import io.taskweir.state.BlobStore;
import io.taskweir.state.Content;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.annotation.Nullable;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Blobs as files of Flink's {@code FileSystem} (a local path, {@code s3://}, {@code hdfs://}):
 * {@code <base>/<tenant>/<sha[0..2]>/<sha>}. A blob is written under another name and renamed, so a
 * reader sees all of it or nothing; what is read is checked against its address.
 *
 * <p>A blob that is put again is not written again. Its age still starts anew: a blob older than a
 * day gets an empty file {@code <sha>.seen} beside it, whose time counts. So {@link #sweep} may
 * take what is older than the longest lifetime of the state and topics that name blobs, plus that
 * day.
 */
public final class FileSystemBlobStore implements BlobStore {

  private static final long serialVersionUID = 1L;

  static final String SEEN = ".seen";

  /** Where blobs are written before they have their name; no blob's folder is called so. */
  static final String UNFINISHED = "unfinished";

  private static final Duration AGE_PRECISION = Duration.ofDays(1);

  /** Both end in file names, so a stranger's text must not steer them. */
  private static final Pattern TENANT = Pattern.compile("[a-z0-9-]{1,63}");

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final String base;
  private final Clock clock;

  /** A store below {@code base}, a path or a URI; the folder is made when first written to. */
  public FileSystemBlobStore(String base) {
    this(base, Clock.systemUTC());
  }

  FileSystemBlobStore(String base, Clock clock) {
    this.base = base;
    this.clock = clock;
  }

  @Override
  public BlobRef put(String tenant, byte[] bytes) throws IOException {
    BlobRef ref = new BlobRef(Content.digestOf(bytes), bytes.length);
    Path path = path(tenant, ref.sha256());
    FileStatus found = status(path);
    if (!isWhole(found, ref)) {
      return write(tenant, new ByteArrayInputStream(bytes));
    }
    refresh(path, found);
    return ref;
  }

  /**
   * Stores all of {@code in} without holding it in memory. It is written to the store before its
   * address is known, even where the store has it already.
   */
  public BlobRef put(String tenant, InputStream in) throws IOException {
    return write(tenant, in);
  }

  @Override
  public InputStream open(String tenant, BlobRef ref) throws IOException {
    Path path = path(tenant, ref.sha256());
    FileStatus status = status(path);
    if (status == null) {
      throw new FileNotFoundException(
          "blob %s of tenant %s has expired or was never stored in %s"
              .formatted(ref.sha256(), tenant, base));
    }
    if (status.getLen() != ref.size()) {
      throw new IOException(
          "blob %s of tenant %s: %d bytes expected, %d found in %s"
              .formatted(ref.sha256(), tenant, ref.size(), status.getLen(), base));
    }
    return new VerifiedInputStream(fileSystem().open(path), ref);
  }

  /**
   * Deletes what was last put before {@code now - olderThan}, and what writers that died left.
   *
   * <p>It does not lock anything: a blob that is put at the very moment at which it has expired may
   * be deleted under its new reader. Reckon {@code olderThan} generously.
   *
   * @return how many blobs were deleted
   */
  public long sweep(Duration olderThan, Instant now) throws IOException {
    return new Sweep(fileSystem(), now.minus(olderThan).toEpochMilli()).of(new Path(base));
  }

  private BlobRef write(String tenant, InputStream in) throws IOException {
    Path unfinished =
        new Path(new Path(tenantPath(tenant), UNFINISHED), UUID.randomUUID().toString());
    boolean published = false;
    try {
      BlobRef ref = copy(in, unfinished);
      published = publish(unfinished, path(tenant, ref.sha256()), ref);
      return ref;
    } finally {
      if (!published) {
        fileSystem().delete(unfinished, false);
      }
    }
  }

  private BlobRef copy(InputStream in, Path to) throws IOException {
    DigestInputStream digesting = new DigestInputStream(in, Sha256.start());
    long size;
    try (FSDataOutputStream out = fileSystem().create(to, FileSystem.WriteMode.NO_OVERWRITE)) {
      size = digesting.transferTo(out);
    }
    String sha = Sha256.hex(digesting.getMessageDigest());
    return new BlobRef(sha, size);
  }

  /**
   * Gives a blob its name; false where it was there already. Two writers of one blob may meet here:
   * whoever is second finds it complete.
   */
  private boolean publish(Path unfinished, Path path, BlobRef ref) throws IOException {
    FileStatus found = status(path);
    if (isWhole(found, ref)) {
      refresh(path, found);
      return false;
    }
    if (found != null) {
      fileSystem().delete(path, false);
    }
    fileSystem().mkdirs(path.getParent());
    boolean renamed = fileSystem().rename(unfinished, path);
    if (!renamed && !isWhole(status(path), ref)) {
      throw new IOException("cannot store blob " + ref.sha256() + ": cannot rename to " + path);
    }
    return renamed;
  }

  /** Makes the age of a blob young again. */
  private void refresh(Path path, FileStatus status) throws IOException {
    long stale = clock.instant().minus(AGE_PRECISION).toEpochMilli();
    if (status.getModificationTime() >= stale) {
      return;
    }
    Path seen = path.suffix(SEEN);
    FileStatus marker = status(seen);
    if (marker == null || marker.getModificationTime() < stale) {
      fileSystem().create(seen, FileSystem.WriteMode.OVERWRITE).close();
    }
  }

  private static boolean isWhole(@Nullable FileStatus status, BlobRef ref) {
    return status != null && status.getLen() == ref.size();
  }

  @Nullable
  private FileStatus status(Path path) throws IOException {
    try {
      return fileSystem().getFileStatus(path);
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  private Path path(String tenant, String sha256) {
    if (!SHA_256.matcher(sha256).matches()) {
      throw new IllegalArgumentException("blob address: expected 64 lower-case hex digits");
    }
    return new Path(new Path(tenantPath(tenant), sha256.substring(0, 2)), sha256);
  }

  private Path tenantPath(String tenant) {
    if (!TENANT.matcher(tenant).matches()) {
      throw new IllegalArgumentException("tenant: expected [a-z0-9-]{1,63}");
    }
    return new Path(base, tenant);
  }

  private FileSystem fileSystem() throws IOException {
    return FileSystem.get(new Path(base).toUri());
  }
}
