package io.taskweir.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the fields that say who sent a message agree. */
class SenderSignalsTest {

  private static final String LIST = "List-Id: <roof.example.net>\n";

  @Test
  void namesAMissingSender() throws Exception {
    assertThat(Senders.codes("To: bob@example.net\nSubject: x\n")).containsExactly("NO_FROM");
    assertThat(ofSender("nobody", null, "<1@x>")).containsExactly("NO_FROM");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ann Lee <ann@example.org>",
        "ann@example.org (Ann Lee)",
        "\"Lee, Ann\" <ann.lee+list@example.org>",
        "ann@example.org <ann@example.org>",
        "\"Bug 12345\" <bugs@example.org>",
        "\"J.Lee\" <ann@example.org>",
        "\"Example.com\" <shop@mail.example.org>",
        "Ann at roof-works <ann@example.org>"
      })
  void findsNothingInOrdinarySenders(String from) throws Exception {
    assertThat(ofSender(from, null, "<1@mail.example.org>")).isEmpty();
  }

  @Test
  void noticesSendersThatAreNoPersons() throws Exception {
    assertThat(ofSender("ann@example.org", null, "<1@x>")).containsExactly("FROM_BARE");
    assertThat(ofSender("Ann <q83x72@example.org>", null, "<1@x>")).containsExactly("FROM_DIGITS");
  }

  @Test
  void noticesASenderWhoseNameIsAnotherAddress() throws Exception {
    assertThat(ofSender("\"security@bank.example\" <ann@example.org>", null, "<1@x>"))
        .containsExactly("FROM_OTHER_ADDRESS");
  }

  @Test
  void noticesASenderWhoseNameIsAnotherDomain() throws Exception {
    String spoofed = "\"Support of wikipedia.org\" <ann@roof.example.com>";

    assertThat(ofSender(spoofed, null, "<1@x>")).containsExactly("FROM_OTHER_DOMAIN");
    assertThat(Senders.codes("From: " + spoofed + "\n" + Senders.ORDINARY + LIST)).isEmpty();
  }

  @Test
  void noticesAnswersThatGoElsewhere() throws Exception {
    assertThat(ofSender("Ann <ann@example.org>", "ann@mail.example.org", "<1@x>")).isEmpty();
    assertThat(ofSender("Ann <ann@example.org>", "Ann <ann@example.net>", "<1@x>"))
        .containsExactly("REPLY_ELSEWHERE");
  }

  @Test
  void letsAListAnswerBounceAndSendForItsMembers() throws Exception {
    String listed =
        "From: Ann <ann@example.org>\nReply-To: roof@lists.example.net\n"
            + "Return-Path: <roof-team@lists.example.net>\nSender: roof-team@lists.example.net\n"
            + Senders.ORDINARY;

    assertThat(Senders.codes(listed + LIST)).isEmpty();
    assertThat(Senders.codes(listed + "Precedence: Bulk\n")).isEmpty();
    assertThat(Senders.codes(listed))
        .containsExactlyInAnyOrder("REPLY_ELSEWHERE", "BOUNCE_ELSEWHERE", "SENDER_ELSEWHERE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<>",
        "<ann@mail.example.org>",
        "<bounces+1234-ann=example.org@em.sender.example>",
        "<srs0=hhh=tt=example.org=ann@forward.example>",
        "<010001867a2f-4f0e-11ee-be56-0242ac120002-000000@sender.example>"
      })
  void letsBouncesGoToWhereTheyAreCounted(String returnPath) throws Exception {
    assertThat(
            Senders.codes(
                "Return-Path: "
                    + returnPath
                    + "\nFrom: Ann <ann@example.org>\n"
                    + Senders.ORDINARY))
        .isEmpty();
  }

  @Test
  void noticesASenderWhoseMailServiceDidNotSendIt() throws Exception {
    assertThat(ofSender("Ann <ann@gmail.com>", null, "<CAx@mail.gmail.com>")).isEmpty();
    assertThat(ofSender("Ann <ann@hotmail.com>", null, "<VI1P@eur.prod.outlook.com>")).isEmpty();
    assertThat(ofSender("Ann <ann@gmail.com>", null, "<1@mail.example.net>"))
        .containsExactly("MESSAGE_ID_FOREIGN");
  }

  @Test
  void noticesSeveralSenders() throws Exception {
    assertThat(ofSender("Ann <ann@example.org>, Bob <bob@example.org>", null, "<1@x>"))
        .contains("FROM_SEVERAL");
    assertThat(ofSender("Ann <ann@example.org>\nFrom: Bob <bob@example.org>", null, "<1@x>"))
        .contains("FROM_REPEATED");
  }

  @Test
  void noticesAMessageToNobodyInParticular() throws Exception {
    String from = "From: Ann <ann@example.org>\nMessage-ID: <1@example.org>\n";

    assertThat(Senders.codes(from)).containsExactly("TO_NOBODY");
    assertThat(Senders.codes(from + "To: undisclosed-recipients:;\n"))
        .containsExactly("TO_UNDISCLOSED");
    assertThat(Senders.codes(from + "Cc: bob@example.net\n")).isEmpty();
  }

  @Test
  void readsOfAThousandSendersFifty() {
    assertThat(Mailbox.list("a@b.example,".repeat(1_000))).hasSize(50);
    assertThat(Mailbox.list("\"(<".repeat(300) + ",")).hasSize(1);
  }

  @Test
  void tellsMailboxesApart() {
    assertThat(Mailbox.list("\"Lee, Ann\" <ann@A.example>, bob@b.example (Bob, too)"))
        .extracting(Mailbox::address)
        .containsExactly("ann@a.example", "bob@b.example");
  }

  private static List<String> ofSender(String from, String replyTo, String id) throws Exception {
    return Senders.codes(
        "From: "
            + from
            + (replyTo == null ? "" : "\nReply-To: " + replyTo)
            + "\nTo: bob@example.net\nMessage-ID: "
            + id
            + "\n");
  }
}
