package io.taskweir.bench.email;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.FlinkRun;
import io.taskweir.bench.course.Program;
import io.taskweir.connectors.blob.FileSystemBlobStore;
import io.taskweir.email.Verdict;
import io.taskweir.engine.StageStreams;
import io.taskweir.engine.Workflow;
import io.taskweir.job.EmailTasks;
import io.taskweir.job.EmailWorkflow;
import io.taskweir.job.JobConfig;
import io.taskweir.job.Options;
import io.taskweir.state.Setting;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Ours: the email workflow as shipped, from messages to verdicts, under its default settings.
 * Setting: {@value #AUDIT}.
 */
public final class Pipeline implements Program {

  /** Which events are audited; all where it is not set, as in the workflow. */
  public static final String AUDIT = "audit";

  private static final int BLOB_THRESHOLD = 64 * 1024;

  @Override
  public Checkpoints run(Course course) throws Exception {
    FlinkRun flink = FlinkRun.of(course);
    JobConfig config =
        JobConfig.of(
            Map.of(
                Options.AUDIT.key(), course.get(AUDIT, Options.AUDIT.defaultValue().toString())));
    Workflow email =
        Workflow.named("email")
            .blobs(
                new FileSystemBlobStore(course.folder().resolve("blobs").toString()),
                BLOB_THRESHOLD);
    StageStreams<Verdict> decided =
        EmailWorkflow.verdicts(
            email,
            flink.records(),
            new EmailWorkflow.Settings(nothingSet(flink), List.of()),
            config,
            EmailTasks.of(config));
    flink.output(decided.values(), email);
    return flink.run();
  }

  private static DataStream<Setting> nothingSet(FlinkRun flink) {
    return flink
        .environment()
        .fromSequence(0, 0)
        .uid("nothing")
        .name("nothing")
        .flatMap((FlatMapFunction<Long, Setting>) (number, out) -> {})
        .returns(Setting.class)
        .uid("nothing-set")
        .name("nothing-set");
  }
}
