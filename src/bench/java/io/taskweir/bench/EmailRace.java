package io.taskweir.bench;

import io.taskweir.bench.Contestant.Tuning;
import io.taskweir.bench.Race.Pair;
import io.taskweir.bench.email.MailLoop;
import io.taskweir.bench.email.Mails;
import io.taskweir.bench.email.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Messages to verdicts. */
final class EmailRace {

  static final String NAME = "email";

  private static final String OURS = "email workflow";
  private static final String TERSE = "email workflow, audit FAILURES";
  private static final String LOOP = "a plain loop";

  private static final List<Tuning> MEMORY =
      List.of(
          new Tuning("each link and attachment anew", Map.of()),
          new Tuning("each link and attachment once", Map.of("remembers", "true")));

  private EmailRace() {}

  /** On the messages below {@code mail}, or on those of the demo. */
  static Race race(List<Path> mail) {
    return new Race(
        NAME,
        "messages to verdicts, beside a plain loop that calls the same tasks",
        25_000,
        0,
        new Mails(mail),
        List.of(
            Contestant.of(OURS, Pipeline.class, Map.of()),
            Contestant.of(TERSE, Pipeline.class, Map.of(Pipeline.AUDIT, "FAILURES")),
            Contestant.of(LOOP, MailLoop.class, Map.of()).tuned(MEMORY)),
        List.of(new Pair(OURS, LOOP, 0.7, 0.9), new Pair(TERSE, LOOP, 0.7, 0.9)));
  }
}
