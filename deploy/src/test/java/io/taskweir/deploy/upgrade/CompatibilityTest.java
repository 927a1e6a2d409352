package io.taskweir.deploy.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.taskweir.state.layout.StateLayout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an upgrade would do to state is said before anything is stopped. */
class CompatibilityTest {

  private static final String STAGE =
      "stage; key (Long, Long); envelope 1; account operator-list Account; claim value Claim ttl 7"
          + " d; waiting-task map String Task<Mail>; timers retries";

  private static Map<String, String> running() {
    Map<String, String> all = new HashMap<>();
    all.put("taskweir.workflow", "email");
    all.put("taskweir.version", "1");
    all.put("taskweir.max-parallelism", "128");
    all.put("taskweir.state.mail-in", "source");
    all.put("taskweir.state.parse", STAGE);
    all.put("taskweir.state.fit", "stateless");
    all.put("taskweir.state.out", "sink");
    all.put("taskweir.state.Sink Committer: out", "sink");
    all.put("taskweir.record.Account", "x: started long");
    all.put("taskweir.record.Claim", "x: content Long, done boolean");
    all.put("taskweir.record.Mail", "x: from String, kind Kind");
    all.put("taskweir.record.Kind", "x: enum HAM, SPAM");
    return all;
  }

  private static Compatibility after(String... changes) {
    return after(running(), changes);
  }

  /** Compares with what is the same but for these parameters; one that is null is gone. */
  private static Compatibility after(Map<String, String> before, String... changes) {
    Map<String, String> next = new HashMap<>(before);
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1] == null) {
        next.remove("taskweir." + changes[i]);
      } else {
        next.put("taskweir." + changes[i], changes[i + 1]);
      }
    }
    return Compatibility.between(
        StateLayout.of(before), StateLayout.of(next), name -> !name.startsWith("x.Gone"));
  }

  private static Finding only(List<Finding> findings) {
    assertThat(findings).hasSize(1);
    return findings.get(0);
  }

  private static Finding worst(Compatibility report) {
    return report.findings().get(0);
  }

  @Test
  void findsNothingWhereNothingChanged() {
    Compatibility report = after();

    assertThat(report.isClear()).isTrue();
    assertThat(report.leavesStateBehind()).isFalse();
    assertThat(report.findings())
        .allMatch(finding -> finding.severity() == Severity.OK)
        .extracting(Finding::what)
        .containsExactly(
            "unchanged: its transactions go on",
            "unchanged: no state",
            "unchanged: its offsets go on",
            "unchanged: its transactions go on",
            "unchanged: 3 states");
  }

  @Test
  void restoresAFieldThatWasAdded() {
    Compatibility report =
        after("record.Mail", "x: from String, kind Kind, size long, to List<String>");

    assertThat(report.isClear()).isTrue();
    assertThat(report.findings())
        .contains(
            new Finding(
                Severity.OK,
                "parse",
                "waiting-task",
                "Mail.size: added, 0 in what is restored",
                ""),
            new Finding(
                Severity.OK,
                "parse",
                "waiting-task",
                "Mail.to: added, null in what is restored",
                ""));
  }

  /** As a record of one's own becomes one that holds what somebody else declares. */
  @Test
  void restoresAFieldThatCameWithATypeArgument() {
    Compatibility report =
        after(
            "state.parse",
            STAGE.replace("value Claim ", "value Claim<Mail> "),
            "record.Claim",
            null,
            "record.Claim<Mail>",
            "x: content Long, done boolean, mail Mail");

    assertThat(report.isClear()).isTrue();
    assertThat(report.findings())
        .extracting(Finding::what)
        .contains("Claim.mail: added, null in what is restored");
  }

  @Test
  void notesAFieldThatWasRemoved() {
    Compatibility report = after("record.Mail", "x: kind Kind");

    assertThat(report.isClear()).isTrue();
    assertThat(worst(report))
        .isEqualTo(
            new Finding(
                Severity.NOTE,
                "parse",
                "waiting-task",
                "Mail.from: removed, and what it held is gone",
                ""));
  }

  @Test
  void takesAFieldThatGoesWhereAnotherComesForRenamed() {
    Compatibility report = after("record.Mail", "x: kind Kind, sender String");

    assertThat(report.isClear()).isFalse();
    assertThat(only(report.losses()).what())
        .isEqualTo(
            "Mail.from: removed, and sender of the same type added: a renamed field comes back"
                + " empty");
    assertThat(report.dropping(Set.of("parse/waiting-task")).isClear()).isTrue();
  }

  @Test
  void refusesAFieldOfAnotherType() {
    Finding refusal = only(after("record.Claim", "x: content String, done boolean").refusals());

    assertThat(refusal.state()).isEqualTo("claim");
    assertThat(refusal.what()).isEqualTo("Claim.content: was Long, is String");
    assertThat(refusal.remedy()).contains("keep the type");
  }

  @Test
  void takesAConstantMoreButNoneLess() {
    assertThat(after("record.Kind", "x: enum PHISH, SPAM, HAM").isClear()).isTrue();
    assertThat(only(after("record.Kind", "x: enum HAM, PHISH").refusals()).what())
        .isEqualTo("Kind: constant SPAM removed");
  }

  @Test
  void refusesAnyChangeOfAKey() {
    Map<String, String> before = running();
    before.put("taskweir.state.own", "function; key Id; seen map Id Long; byName map String Long");
    before.put("taskweir.record.Id", "x: high long, low long");

    assertThat(after(before, "record.Id", "x: high long, low long, more long").refusals())
        .extracting(Finding::state, Finding::what)
        .containsExactly(
            tuple("", "key: Id is a key and may not change: Id.more: added, 0 in what is restored"),
            tuple(
                "seen",
                "map key: Id is a key and may not change: Id.more: added, 0 in what is restored"));
    assertThat(
            only(after(
                        before,
                        "state.own",
                        "function; key Id; seen map Id Long; byName map Long Long")
                    .refusals())
                .state())
        .isEqualTo("byName");
  }

  @Test
  void refusesAStateOfAnotherKind() {
    assertThat(
            only(after("state.parse", STAGE.replace("claim value Claim", "claim map String Claim"))
                    .refusals())
                .what())
        .isEqualTo("was kept as value, is as map");
  }

  @Test
  void notesAnotherLifetime() {
    Compatibility shorter = after("state.parse", STAGE.replace("7 d", "36 h"));
    assertThat(worst(shorter).what())
        .isEqualTo("lifetime: was 7 d, is 36 h: what is older is gone at once");
    assertThat(shorter.isClear()).isTrue();
    assertThat(worst(after("state.parse", STAGE.replace(" ttl 7 d", ""))).what())
        .isEqualTo("lifetime: was 7 d, is none: what is there stays for good");
  }

  @Test
  void tellsWhatAStateIsWorthThatIsGone() {
    Compatibility noted = after("state.parse", STAGE.replace("claim value Claim ttl 7 d; ", ""));
    assertThat(noted.isClear()).isTrue();
    assertThat(worst(noted).what())
        .isEqualTo("removed: what was done is forgotten: a repeat runs again");

    Compatibility lost =
        after("state.parse", STAGE.replace("waiting-task map String Task<Mail>; ", ""));
    assertThat(only(lost.losses()).state()).isEqualTo("waiting-task");
    assertThat(lost.leavesStateBehind()).isFalse();
  }

  @Test
  void refusesToReadWhatNamesAClassThatIsGone() {
    Map<String, String> before = running();
    before.put("taskweir.state.parse", STAGE.replace("timers", "notes list Gone; timers"));
    before.put("taskweir.record.Gone", "x: text String");

    Finding refusal = only(after(before, "state.parse", STAGE, "record.Gone", null).refusals());

    assertThat(refusal.what())
        .isEqualTo("removed: its class x.Gone is gone, and the savepoint names it");
    assertThat(refusal.remedy()).startsWith("keep the class, unused");
  }

  @Test
  void refusesAnOlderEnvelopeOtherKeyGroupsAndOtherWindows() {
    Map<String, String> before = running();
    before.put("taskweir.state.roll", "consolidation; windows 1m,1h in UTC; layout union String");

    assertThat(
            only(after(
                        before,
                        "state.roll",
                        "consolidation; windows 1m,1d in UTC; layout union String")
                    .refusals())
                .what())
        .isEqualTo("windows: were 1m,1h in UTC, are 1m,1d in UTC");
    assertThat(only(after("max-parallelism", "256").refusals()).what())
        .isEqualTo("maximum parallelism: was 128, is 256");
    before.put("taskweir.state.parse", STAGE.replace("envelope 1", "envelope 2"));
    assertThat(only(after(before, "state.parse", STAGE).refusals()).what())
        .isEqualTo("envelope: was version 2, is 1, which cannot read it");
  }

  @Test
  void wantsAStageThatIsGoneToBeNamed() {
    Compatibility report = after("state.parse", null);

    assertThat(report.leavesStateBehind()).isTrue();
    assertThat(only(report.losses()))
        .isEqualTo(
            new Finding(
                Severity.DATA_LOSS,
                "parse",
                "",
                "removed: lost is account, claim, waiting-task",
                "--drop 'parse'"));
    assertThat(report.dropping(Set.of("parse")).isClear()).isTrue();
    assertThatThrownBy(() -> report.dropping(Set.of("parsed")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing of the name parsed would be lost; expected parse");
  }

  @Test
  void takesAStageThatGoesWhereAnotherComesForRenamed() {
    Compatibility report = after("state.parse", null, "state.parse-mail", STAGE);

    assertThat(only(report.losses()).remedy())
        .isEqualTo("keep the uid if it was renamed; else --drop 'parse'");
    assertThat(only(report.losses()).what()).startsWith("removed, and parse-mail keeps the same");
  }

  @Test
  void knowsWhatSourcesSinksAndMapsLeaveBehind() {
    Compatibility report =
        after(
            "state.mail-in",
            null,
            "state.letters-in",
            "source",
            "state.fit",
            null,
            "state.out",
            null,
            "state.Sink Committer: out",
            null);

    assertThat(report.losses())
        .extracting(Finding::stage, Finding::what)
        .containsExactly(
            tuple("mail-in", "removed, and letters-in keeps the same: its offsets are lost"),
            tuple("out", "removed: transactions that it has not committed are lost"));
    assertThat(after("state.fit", null).isClear()).isTrue();
    assertThat(after("state.fit", null).leavesStateBehind()).isFalse();
  }

  @Test
  void judgesNothingThatTheNextJobDoesNotTell() {
    Compatibility report =
        after(
            "state.mail-in",
            null,
            "state.fit",
            null,
            "state.out",
            null,
            "state.Sink Committer: out",
            null);

    assertThat(report.isClear()).isTrue();
    assertThat(report.leavesStateBehind()).isFalse();
    assertThat(worst(report).what()).startsWith("not judged: the next job does not tell");
  }

  @Test
  void judgesNoStateThatWasNotDeclared() {
    Map<String, String> before = running();
    before.put("taskweir.state.own", "undeclared");

    Compatibility report = after(before, "state.own", "function; key String; seen value Long");

    assertThat(report.isClear()).isTrue();
    assertThat(worst(report))
        .isEqualTo(
            new Finding(
                Severity.NOTE, "own", "seen", "was not declared before, so it is not judged", ""));
  }

  @Test
  void losesTimersThatNobodySetsAnyMore() {
    assertThat(only(after("state.parse", STAGE.replace("; timers retries", "")).losses()).what())
        .isEqualTo("timers retries: gone, and what waits for them waits for ever");
  }

  @Test
  void showsItAsATable() {
    String table =
        after("record.Claim", "x: content String, done boolean", "state.fit", null).table();

    assertThat(table.lines().limit(4))
        .containsExactly(
            "         stage                state  what",
            "refused  parse                claim  Claim.content: was Long, is String",
            "                                     -> keep the type; add a field of another name for"
                + " the new one",
            "note     fit                         removed: it had no state");
    assertThat(table).endsWith("1 refused, 0 would lose data, 1 to note, 3 unchanged or sound\n");
  }

  @Test
  void takesTheNameOfOneStateForNoOther() {
    Map<String, String> before = running();
    before.put("taskweir.state.parse", STAGE + "; batch-items list Task<Mail>");
    Compatibility report =
        after(before, "state.parse", STAGE.replace("; waiting-task map String Task<Mail>", ""));

    assertThat(report.losses()).isNotEmpty();
    assertThat(report.dropping(Set.of("parse/waiting-task", "parse/batch-items")).isClear())
        .isTrue();
    assertThatThrownBy(() -> report.dropping(Set.of("parse/waiting-task")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("parse/waiting-task");
  }
}
