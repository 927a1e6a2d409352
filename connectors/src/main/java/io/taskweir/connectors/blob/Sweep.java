package io.taskweir.connectors.blob;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** One walk through a blob store that deletes what has expired; a folder at a time in memory. */
final class Sweep {

  private final FileSystem files;
  private final long before;

  Sweep(FileSystem files, long before) {
    this.files = files;
    this.before = before;
  }

  long of(Path base) throws IOException {
    long deleted = 0;
    for (FileStatus tenant : list(base)) {
      for (FileStatus folder : tenant.isDir() ? list(tenant.getPath()) : new FileStatus[0]) {
        if (folder.isDir() && folder.getPath().getName().equals(FileSystemBlobStore.UNFINISHED)) {
          deleteUnfinished(folder.getPath());
        } else if (folder.isDir()) {
          deleted += deleteBlobs(folder.getPath());
        }
      }
    }
    return deleted;
  }

  private void deleteUnfinished(Path folder) throws IOException {
    for (FileStatus file : list(folder)) {
      if (file.getModificationTime() < before) {
        files.delete(file.getPath(), false);
      }
    }
  }

  private long deleteBlobs(Path folder) throws IOException {
    Map<String, Long> lastPut = new HashMap<>();
    FileStatus[] all = list(folder);
    for (FileStatus file : all) {
      lastPut.merge(blobName(file), file.getModificationTime(), Math::max);
    }
    long deleted = 0;
    for (FileStatus file : all) {
      if (lastPut.get(blobName(file)) < before && files.delete(file.getPath(), false)) {
        deleted += isMarker(file) ? 0 : 1;
      }
    }
    return deleted;
  }

  private static boolean isMarker(FileStatus file) {
    return file.getPath().getName().endsWith(FileSystemBlobStore.SEEN);
  }

  private static String blobName(FileStatus file) {
    String name = file.getPath().getName();
    return isMarker(file)
        ? name.substring(0, name.length() - FileSystemBlobStore.SEEN.length())
        : name;
  }

  /** Nobody minds a folder that is gone. */
  private FileStatus[] list(Path folder) throws IOException {
    try {
      FileStatus[] listed = files.listStatus(folder);
      return listed == null ? new FileStatus[0] : listed;
    } catch (FileNotFoundException e) {
      return new FileStatus[0];
    }
  }
}
