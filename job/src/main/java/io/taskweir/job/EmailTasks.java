package io.taskweir.job;

import io.taskweir.email.AnalyzeAttachment;
import io.taskweir.email.AnalyzeLink;
import io.taskweir.email.AnalyzeSender;
import io.taskweir.email.AnalyzeText;
import io.taskweir.email.ArchiveLimits;
import io.taskweir.email.Attachment;
import io.taskweir.email.ClassifyMail;
import io.taskweir.email.Confusion;
import io.taskweir.email.CountFeedback;
import io.taskweir.email.Decide;
import io.taskweir.email.FeedbackChange;
import io.taskweir.email.Finding;
import io.taskweir.email.JoinFeedback;
import io.taskweir.email.Link;
import io.taskweir.email.Mail;
import io.taskweir.email.MailSample;
import io.taskweir.email.MailText;
import io.taskweir.email.Opinion;
import io.taskweir.email.ParseLimits;
import io.taskweir.email.ParseMail;
import io.taskweir.email.Sender;
import io.taskweir.email.Verdict;
import io.taskweir.engine.Gathered;
import io.taskweir.engine.TaskFunction;
import io.taskweir.state.Content;

/**
 * The tasks of the email workflow, apart from its wiring, so that a demo or a test can put one of
 * its own in their place.
 *
 * @param parse takes a message apart
 * @param text reads its text
 * @param link judges a link
 * @param attachment looks into an attachment
 * @param sender looks at who sent it
 * @param classify asks the trained model
 * @param decide weighs what was found
 * @param join sets what people say against that
 * @param count counts it by day
 */
public record EmailTasks(
    TaskFunction<Content, Mail> parse,
    TaskFunction<MailText, Finding> text,
    TaskFunction<Link, Finding> link,
    TaskFunction<Attachment, Finding> attachment,
    TaskFunction<Sender, Finding> sender,
    TaskFunction<MailSample, Finding> classify,
    TaskFunction<Gathered<Mail, Finding>, Verdict> decide,
    TaskFunction<Opinion, FeedbackChange> join,
    TaskFunction<FeedbackChange, Confusion> count) {

  /** The tasks as shipped, within the configured limits. */
  public static EmailTasks of(JobConfig config) {
    return new EmailTasks(
        new ParseMail(parseLimits(config)),
        new AnalyzeText(),
        new AnalyzeLink(),
        new AnalyzeAttachment(archiveLimits(config)),
        new AnalyzeSender(EmailDns.lookup(config), EmailDns.trustedHosts(config)),
        new ClassifyMail(),
        new Decide(),
        new JoinFeedback(),
        new CountFeedback());
  }

  /** The same with another way to judge a link. */
  public EmailTasks withLink(TaskFunction<Link, Finding> other) {
    return new EmailTasks(parse, text, other, attachment, sender, classify, decide, join, count);
  }

  private static ParseLimits parseLimits(JobConfig config) {
    ParseLimits defaults = ParseLimits.defaults();
    return new ParseLimits(
        config.get(Options.EMAIL_MESSAGE_SIZE).getBytes(),
        config.get(Options.EMAIL_MIME_DEPTH),
        config.get(Options.EMAIL_PARTS),
        config.get(Options.EMAIL_HEADERS),
        defaults.headersInAll(),
        (int) config.get(Options.EMAIL_HEADER_SIZE).getBytes(),
        (int) config.get(Options.EMAIL_LINE_SIZE).getBytes(),
        defaults.boundaryWork(),
        defaults.textChars(),
        defaults.links());
  }

  private static ArchiveLimits archiveLimits(JobConfig config) {
    ArchiveLimits defaults = ArchiveLimits.defaults();
    return new ArchiveLimits(
        config.get(Options.EMAIL_ARCHIVE_RATIO),
        defaults.ratioFrom(),
        config.get(Options.EMAIL_ARCHIVE_SIZE).getBytes(),
        config.get(Options.EMAIL_ARCHIVE_ENTRIES),
        config.get(Options.EMAIL_ARCHIVE_DEPTH),
        defaults.headerBytes());
  }
}
