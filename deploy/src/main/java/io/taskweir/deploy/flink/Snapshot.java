package io.taskweir.deploy.flink;

import io.taskweir.deploy.RunFailedException;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
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
   * The newest retained checkpoint below {@code directory}, of whichever job.
   *
   * @param workflow only for the words of the error
   */
  static Snapshot latest(String directory, String workflow) {
    try {
      Path root = new Path(directory);
      FileSystem files = root.getFileSystem();
      Optional<FileStatus> newest = Optional.empty();
      for (FileStatus job : list(files, root)) {
        for (FileStatus checkpoint : list(files, job.getPath())) {
          Path metadata = new Path(checkpoint.getPath(), METADATA);
          if (files.exists(metadata)) {
            newest = newer(newest, files.getFileStatus(metadata));
          }
        }
      }
      return newest
          .map(found -> new Snapshot(found.getPath().getParent().toString()))
          .orElseThrow(
              () ->
                  new RunFailedException(
                      "--from latest: no retained checkpoint of %s below %s; expected a path"
                          .formatted(workflow, directory)));
    } catch (IOException e) {
      throw new RunFailedException("cannot look into " + directory + ": " + e.getMessage(), e);
    }
  }

  /**
   * Refuses a snapshot that is not there, or that a job made which is not {@code graph}'s: Flink
   * would say so in a page, after it has taken the job.
   *
   * @param partly whether state that nobody restores is left behind on purpose
   */
  void requireOf(JobGraph graph, String workflow, boolean partly) {
    List<String> foreign = foreign(graph);
    if (!foreign.isEmpty() && !partly) {
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
    } catch (IOException e) {
      throw new RunFailedException("%s: cannot be read: %s".formatted(path, e.getMessage()), e);
    }
  }

  private static FileStatus[] list(FileSystem files, Path folder) throws IOException {
    FileStatus[] found = files.exists(folder) ? files.listStatus(folder) : null;
    return found == null ? new FileStatus[0] : found;
  }

  private static Optional<FileStatus> newer(Optional<FileStatus> one, FileStatus other) {
    return one.isPresent() && one.get().getModificationTime() >= other.getModificationTime()
        ? one
        : Optional.of(other);
  }
}
