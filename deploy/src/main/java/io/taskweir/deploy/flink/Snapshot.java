package io.taskweir.deploy.flink;

import io.taskweir.deploy.RunFailedException;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;

/**
 * A savepoint or retained checkpoint, as far as it can be looked into without a job.
 *
 * @param path its folder
 */
record Snapshot(String path) {

  private static final String METADATA = "_metadata";

  /**
   * The newest one of a workflow, savepoint or retained checkpoint, of whichever of its jobs.
   *
   * @param savepoints a folder of savepoints
   * @param checkpoints a folder of folders, one a job, of checkpoints
   */
  static Optional<Found> newest(Optional<String> savepoints, Optional<String> checkpoints)
      throws IOException {
    List<FileStatus> all = new ArrayList<>();
    if (savepoints.isPresent()) {
      all.addAll(in(new Path(savepoints.get())));
    }
    if (checkpoints.isPresent()) {
      Path root = new Path(checkpoints.get());
      for (FileStatus job : list(root.getFileSystem(), root)) {
        all.addAll(in(job.getPath()));
      }
    }
    return all.stream()
        .max(Comparator.comparingLong(FileStatus::getModificationTime))
        .map(
            metadata ->
                new Found(
                    new Snapshot(metadata.getPath().getParent().toString()),
                    Instant.ofEpochMilli(metadata.getModificationTime())));
  }

  /** A snapshot that was looked for, and when it was written. */
  record Found(Snapshot snapshot, Instant written) {}

  private static List<FileStatus> in(Path folder) throws IOException {
    FileSystem files = folder.getFileSystem();
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus each : list(files, folder)) {
      Path metadata = new Path(each.getPath(), METADATA);
      if (files.exists(metadata)) {
        found.add(files.getFileStatus(metadata));
      }
    }
    return found;
  }

  /**
   * Refuses a snapshot that is not there, or that a job made which is not {@code graph}'s: Flink
   * would say so in a page, after it has taken the job.
   */
  void requireOf(JobGraph graph, String workflow) {
    List<String> foreign = foreign(graph);
    if (!foreign.isEmpty()) {
      throw new RunFailedException(
          "%s is no savepoint of this %s: it holds state of %s, which the job has not"
              .formatted(path, workflow, String.join(", ", foreign)));
    }
  }

  private List<String> foreign(JobGraph graph) {
    Set<OperatorID> known = new HashSet<>();
    for (JobVertex vertex : graph.getVertices()) {
      for (OperatorIDPair operator : vertex.getOperatorIDs()) {
        known.add(operator.getUserDefinedOperatorID().orElse(operator.getGeneratedOperatorID()));
      }
    }
    var foreign = new ArrayList<String>();
    for (OperatorState operator : read()) {
      if (!known.contains(operator.getOperatorID()) && !operator.getStates().isEmpty()) {
        foreign.add(
            operator
                .getOperatorUid()
                .or(operator::getOperatorName)
                .orElse(operator.getOperatorID().toString()));
      }
    }
    return foreign.stream().sorted().toList();
  }

  private Iterable<OperatorState> read() {
    Path metadata = new Path(path, METADATA);
    try (FSDataInputStream bytes = metadata.getFileSystem().open(metadata);
        var in = new DataInputStream(bytes)) {
      return Checkpoints.loadCheckpointMetadata(in, getClass().getClassLoader(), path)
          .getOperatorStates();
    } catch (FileNotFoundException e) {
      throw new RunFailedException(
          "%s: no savepoint; expected a folder with a file %s".formatted(path, METADATA), e);
    } catch (UnsupportedFileSystemSchemeException e) {
      System.err.println(
          path + " is on a file system that this machine cannot read: not looked into");
      return List.of();
    } catch (IOException e) {
      throw new RunFailedException("%s: cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
    FileStatus[] found = files.exists(folder) ? files.listStatus(folder) : null;
    return found == null ? new FileStatus[0] : found;
  }
}
