package io.taskweir.email;

import io.taskweir.engine.Output;
import io.taskweir.engine.Scratch;
import io.taskweir.engine.SharedEntries;
import io.taskweir.engine.TaskContext;
import io.taskweir.state.Content;
import io.taskweir.state.Task;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Takes what a {@link MessageReader} finds in a message inside an attachment, and no more. */
final class InnerMessage implements TaskContext<Mail> {

  private final List<Attachment> attachments = new ArrayList<>();

  List<Attachment> attachments() {
    return attachments;
  }

  @Override
  public <P> void emit(Output<P> output, String childKey, P value) {
    if (value instanceof Attachment attachment) {
      attachments.add(attachment);
    }
  }

  @Override
  public Content store(byte[] bytes) {
    return Content.of(bytes);
  }

  @Override
  public void emit(String childKey, Mail result) {
    throw none();
  }

  @Override
  public Task<?> task() {
    throw none();
  }

  @Override
  public SharedEntries shared() {
    throw none();
  }

  @Override
  public void hold(String reason, String detail) {
    throw none();
  }

  @Override
  public boolean isHeld() {
    throw none();
  }

  @Override
  public <S> S settings(Class<S> type) {
    throw none();
  }

  @Override
  public Scratch scratch() {
    throw none();
  }

  @Override
  public InputStream open(Content content) {
    throw none();
  }

  @Override
  public Instant now() {
    throw none();
  }

  private static UnsupportedOperationException none() {
    return new UnsupportedOperationException("a message inside an attachment is no task");
  }
}
