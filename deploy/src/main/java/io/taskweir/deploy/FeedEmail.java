package io.taskweir.deploy;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code feed email}. */
@Command(
    name = "email",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Send messages to taskweir.email.in.", ""})
final class FeedEmail implements Callable<Integer> {

  @Mixin MailInput input;
  @Mixin FeedOptions options;

  @Override
  public Integer call() throws Exception {
    options.send("email", "messages", EmailPlan.feed(input.files()));
    return 0;
  }
}
