package io.taskweir.bench.email;

import io.taskweir.bench.course.Checkpoints;
import io.taskweir.bench.course.Course;
import io.taskweir.bench.course.PlainLoop;
import io.taskweir.bench.course.Program;
import io.taskweir.email.AnalyzeAttachment;
import io.taskweir.email.Attachment;
import io.taskweir.email.Finding;
import io.taskweir.email.Link;
import io.taskweir.email.Mail;
import io.taskweir.email.MailSample;
import io.taskweir.email.MailText;
import io.taskweir.email.ParseMail;
import io.taskweir.email.Sender;
import io.taskweir.email.Verdict;
import io.taskweir.engine.Gathered;
import io.taskweir.engine.Rejection;
import io.taskweir.engine.TaskFunction;
import io.taskweir.job.EmailTasks;
import io.taskweir.job.JobConfig;
import io.taskweir.state.Content;
import io.taskweir.state.Json;
import io.taskweir.state.Source;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The plain loop: the same analysis of the same tasks, called one after the other on the heap.
 * Setting {@code remembers}: whether it keeps what it found in a link or an attachment, for ever.
 */
public final class MailLoop implements Program {

  @Override
  public Checkpoints run(Course course) throws Exception {
    boolean remembers = Boolean.parseBoolean(course.get("remembers", "false"));
    return PlainLoop.run(course, () -> new Analysis(course.folder(), remembers));
  }

  private static final class Analysis implements PlainLoop.Work {

    private final EmailTasks tasks = EmailTasks.of(JobConfig.of(Map.of()));
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Found> known = new HashMap<>();
    private final Path folder;
    private final boolean remembers;

    /** What one task has found, and the links that it came upon. */
    private record Found(List<Finding> findings, List<Gathered.Ended> ended, List<Link> links) {}

    Analysis(Path folder, boolean remembers) throws Exception {
      this.folder = folder;
      this.remembers = remembers;
      for (TaskFunction<?, ?> task :
          List.of(
              tasks.parse(),
              tasks.text(),
              tasks.link(),
              tasks.attachment(),
              tasks.sender(),
              tasks.classify(),
              tasks.decide())) {
        task.open();
      }
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record, Consumer<byte[]> out) throws Exception {
      Content message = Content.of(record.value());
      if (!seen.add(message.digest())) {
        return;
      }
      Task<Content> task = received(record, message);
      try (var parsed = new LoopContext<Mail>(task, folder)) {
        tasks.parse().run(message, parsed);
        out.accept(Json.writeBytes(verdict(task, parsed)));
      } catch (Rejection e) {
        // The workflow has a dead letter for it, and no verdict either.
        return;
      }
    }

    @Override
    public void end(Consumer<byte[]> out) {}

    private static Task<Content> received(ConsumerRecord<?, ?> record, Content message) {
      TaskId id = TaskId.ofCoordinates(record.topic(), record.partition(), record.offset());
      var source = new Source(null, record.topic(), record.partition(), record.offset());
      return Task.root(
          id, Task.DEFAULT_TENANT, record.timestamp(), Task.NO_DEADLINE, source, message);
    }

    private Verdict verdict(Task<?> task, LoopContext<Mail> parsed) throws Exception {
      List<Found> all = new ArrayList<>();
      for (MailText text : parsed.emitted(ParseMail.TEXT)) {
        all.add(run(task, "analyze-text", tasks.text(), text));
      }
      for (Sender sender : parsed.emitted(ParseMail.SENDER)) {
        all.add(run(task, "analyze-sender", tasks.sender(), sender));
      }
      for (MailSample sample : parsed.emitted(ParseMail.SAMPLE)) {
        all.add(run(task, "classify-mail", tasks.classify(), sample));
      }
      List<Link> links = new ArrayList<>(parsed.emitted(ParseMail.LINKS));
      for (Attachment file : parsed.emitted(ParseMail.ATTACHMENTS)) {
        Found found =
            remembered(task, "analyze-attachment", file.identity(), tasks.attachment(), file);
        all.add(found);
        links.addAll(found.links());
      }
      for (Link link : links) {
        all.add(remembered(task, "analyze-link", link.identity(), tasks.link(), link));
      }
      return decided(task, parsed.results().get(0), all);
    }

    private Verdict decided(Task<?> task, Mail mail, List<Found> all) throws Exception {
      var gathered =
          new Gathered<Mail, Finding>(
              mail,
              all.stream().flatMap(found -> found.findings().stream()).toList(),
              all.stream().flatMap(found -> found.ended().stream()).toList(),
              List.of());
      try (var context = new LoopContext<Verdict>(task, folder)) {
        tasks.decide().run(gathered, context);
        return context.results().get(0);
      }
    }

    private <I> Found remembered(
        Task<?> task, String stage, String identity, TaskFunction<I, Finding> function, I input)
        throws Exception {
      if (!remembers) {
        return run(task, stage, function, input);
      }
      String name = stage + identity;
      Found found = known.get(name);
      if (found == null) {
        found = run(task, stage, function, input);
        known.put(name, found);
      }
      return found;
    }

    private <I> Found run(Task<?> task, String stage, TaskFunction<I, Finding> function, I input)
        throws Exception {
      try (var context = new LoopContext<Finding>(task, folder)) {
        function.run(input, context);
        return new Found(context.results(), List.of(), context.emitted(AnalyzeAttachment.LINKS));
      } catch (Rejection e) {
        return new Found(List.of(), List.of(new Gathered.Ended(stage, e.reason())), List.of());
      }
    }
  }
}
