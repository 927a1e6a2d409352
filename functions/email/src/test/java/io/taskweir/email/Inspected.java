package io.taskweir.email;

import io.taskweir.engine.RecordingContext;
import io.taskweir.state.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** What {@link AnalyzeAttachment} makes of a file, for tests. */
record Inspected(AttachmentFinding finding, List<Link> links) {

  private static final String FOLDER = "/attachments/";

  /** Looks at a file of the test resources. */
  static Inspected of(String resource) throws Exception {
    return of(FileLimits.defaults(), resource, bytes(resource));
  }

  static Inspected of(FileLimits limits, String name, byte[] bytes) throws Exception {
    AnalyzeAttachment task = new AnalyzeAttachment(ArchiveLimits.defaults(), limits);
    task.open();
    return of(task, name, bytes);
  }

  /** Looks at a file by a task that is open. */
  static Inspected of(AnalyzeAttachment task, String name, byte[] bytes) throws Exception {
    try (RecordingContext<Finding> context = new RecordingContext<>()) {
      task.run(new Attachment(name, "application/octet-stream", Content.of(bytes)), context);
      return new Inspected(
          context.results().get(0).attachment(), context.emitted(AnalyzeAttachment.LINKS));
    }
  }

  static byte[] bytes(String resource) throws IOException {
    try (InputStream in = Inspected.class.getResourceAsStream(FOLDER + resource)) {
      return in.readAllBytes();
    }
  }

  List<String> codes() {
    return Analysis.codes(finding.reasons());
  }

  List<String> urls() {
    return links.stream().map(Link::url).toList();
  }
}
