package io.taskweir.deploy.train;

import io.taskweir.email.Mail;
import io.taskweir.email.MailSample;
import io.taskweir.email.ParseMail;
import io.taskweir.engine.Output;
import io.taskweir.engine.Scratch;
import io.taskweir.engine.SharedEntries;
import io.taskweir.engine.TaskContext;
import io.taskweir.state.Content;
import io.taskweir.state.Task;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import javax.annotation.Nullable;

/** Takes what {@link ParseMail} makes of one message outside of any stage. */
final class Parsed implements TaskContext<Mail> {

  private final byte[] message;
  @Nullable private Mail mail;
  @Nullable private MailSample sample;

  Parsed(byte[] message) {
    this.message = message;
  }

  Mail mail() {
    return mail;
  }

  MailSample sample() {
    return sample;
  }

  @Override
  public void emit(String childKey, Mail result) {
    mail = result;
  }

  @Override
  public <P> void emit(Output<P> output, String childKey, P value) {
    if (output.equals(ParseMail.SAMPLE)) {
      sample = (MailSample) value;
    }
  }

  @Override
  public InputStream open(Content content) {
    return new ByteArrayInputStream(message);
  }

  /** Attachments are not looked into: their bytes are let go. */
  @Override
  public Content store(byte[] bytes) {
    return Content.of(new byte[0]);
  }

  @Override
  public Task<?> task() {
    throw none("task");
  }

  @Override
  public SharedEntries shared() {
    throw none("shared entries");
  }

  @Override
  public void hold(String reason, String detail) {
    throw none("hold");
  }

  @Override
  public boolean isHeld() {
    return false;
  }

  @Override
  public <S> S settings(Class<S> type) {
    throw none("settings");
  }

  @Override
  public Scratch scratch() {
    throw none("scratch files");
  }

  @Override
  public Instant now() {
    throw none("clock");
  }

  private static IllegalStateException none(String what) {
    return new IllegalStateException("no " + what + " outside of a stage");
  }
}
