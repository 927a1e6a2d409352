package io.taskweir.deploy.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the report says of records and enums is what Flink does: each rule asks both, the report by
 * the published layouts and Flink by its own snapshots of serializers.
 */
class RestoreRulesTest {

  @TempDir Path directory;

  private int versions;

  private CodeVersion version(String... types) throws Exception {
    return new CodeVersion(Files.createDirectory(directory.resolve("v" + versions++)), types);
  }

  /** The worst that the report has to say, once Flink agrees on whether it restores at all. */
  private Severity verdict(CodeVersion before, Object value, CodeVersion after) throws Exception {
    Compatibility report = Compatibility.between(before.layout(), after.layout(), after::hasClass);
    boolean restores = after.restores(before, value);
    assertThat(report.refusals().isEmpty())
        .as("Flink restores: %s; the report says:%n%s", restores, report.table())
        .isEqualTo(restores);
    return report.findings().get(0).severity();
  }

  @Test
  void anUnchangedRecordIsRestored() throws Exception {
    CodeVersion before = version("record R(String a, long n) {}");
    CodeVersion after = version("record R(String a, long n) {}");

    assertThat(verdict(before, before.make("R", "x", 7L), after)).isEqualTo(Severity.OK);
  }

  @Test
  void anAddedFieldIsEmpty() throws Exception {
    CodeVersion before = version("record R(String a, long n) {}");
    CodeVersion after = version("record R(int m, String a, Long b, long n, boolean f) {}");
    Object value = before.make("R", "x", 7L);

    assertThat(verdict(before, value, after)).isEqualTo(Severity.OK);
    assertThat(after.migrated(before, value)).isEqualTo("R[m=0, a=x, b=null, n=7, f=false]");
  }

  @Test
  void aRemovedFieldIsGone() throws Exception {
    CodeVersion before = version("record R(String a, long n) {}");
    CodeVersion after = version("record R(String a) {}");
    Object value = before.make("R", "x", 7L);

    assertThat(verdict(before, value, after)).isEqualTo(Severity.NOTE);
    assertThat(after.migrated(before, value)).isEqualTo("R[a=x]");
  }

  @Test
  void aRenamedFieldIsRestoredEmpty() throws Exception {
    CodeVersion before = version("record R(String a, long n) {}");
    CodeVersion after = version("record R(String b, long n) {}");
    Object value = before.make("R", "x", 7L);

    assertThat(verdict(before, value, after)).isEqualTo(Severity.DATA_LOSS);
    assertThat(after.migrated(before, value)).isEqualTo("R[b=null, n=7]");
  }

  @Test
  void aFieldOfAnotherTypeIsRefused() throws Exception {
    CodeVersion before = version("record R(long n) {}");
    Object value = before.make("R", 7L);

    assertThat(verdict(before, value, version("record R(String n) {}")))
        .isEqualTo(Severity.REFUSED);
    assertThat(verdict(before, value, version("record R(int n) {}"))).isEqualTo(Severity.REFUSED);
    assertThat(verdict(before, value, version("record R(long[] n) {}")))
        .isEqualTo(Severity.REFUSED);
  }

  @Test
  void aFieldOfAnotherContainerIsRefused() throws Exception {
    CodeVersion before = version("record R(List<String> n) {}");
    Object value = before.make("R", List.of("x"));

    assertThat(verdict(before, value, version("record R(Set<String> n) {}")))
        .isEqualTo(Severity.REFUSED);
    assertThat(verdict(before, value, version("record R(String[] n) {}")))
        .isEqualTo(Severity.REFUSED);
    assertThat(verdict(before, value, version("record R(List<Long> n) {}")))
        .isEqualTo(Severity.REFUSED);
  }

  @Test
  void aPrimitiveMayBeBoxed() throws Exception {
    CodeVersion before = version("record R(long n) {}");
    CodeVersion after = version("record R(Long n) {}");
    Object value = before.make("R", 7L);

    assertThat(verdict(before, value, after)).isEqualTo(Severity.OK);
    assertThat(after.migrated(before, value)).isEqualTo("R[n=7]");
  }

  @Test
  void aBoxIsNotUnpackedSinceItMayHoldNull() throws Exception {
    CodeVersion before = version("record R(Long n) {}");
    CodeVersion after = version("record R(long n) {}");

    assertThat(verdict(before, before.make("R", new Object[] {null}), after))
        .isEqualTo(Severity.REFUSED);
  }

  @Test
  void constantsMayBeAddedAndReorderedButNotRemoved() throws Exception {
    CodeVersion before = version("record R(E e) {}", "enum E {A, B}");
    CodeVersion after = version("record R(E e) {}", "enum E {C, B, A}");
    Object value = before.make("R", before.make("E", "A"));

    assertThat(verdict(before, value, after)).isEqualTo(Severity.OK);
    assertThat(after.migrated(before, value)).isEqualTo("R[e=A]");
    assertThat(verdict(before, value, version("record R(E e) {}", "enum E {A}")))
        .isEqualTo(Severity.REFUSED);
  }

  @Test
  void theSameHoldsForWhatIsNested() throws Exception {
    String r = "record R(N n, List<N> list, Map<String, N> map) {}";
    CodeVersion before = version(r, "record N(String a, long b) {}");
    CodeVersion after = version(r, "record N(String a, String c) {}");
    Object n = before.make("N", "x", 7L);
    Object value = before.make("R", n, List.of(n), Map.of("k", n));

    assertThat(verdict(before, value, after)).isEqualTo(Severity.NOTE);
    assertThat(after.migrated(before, value))
        .isEqualTo("R[n=N[a=x, c=null], list=[N[a=x, c=null]], map={k=N[a=x, c=null]}]");
    assertThat(verdict(before, value, version(r, "record N(long a, long b) {}")))
        .isEqualTo(Severity.REFUSED);
  }

  @Test
  void aKeyWithinARecordsMapFollowsTheSameRules() throws Exception {
    String r = "record R(Map<N, Long> map) {}";
    CodeVersion before = version(r, "record N(String a) {}");
    CodeVersion after = version(r, "record N(String a, String c) {}");
    Object value = before.make("R", Map.of(before.make("N", "x"), 1L));

    assertThat(verdict(before, value, after)).isEqualTo(Severity.OK);
    assertThat(after.migrated(before, value)).isEqualTo("R[map={N[a=x, c=null]=1}]");
  }

  @Test
  void aRemovedFieldsClassMustStay() throws Exception {
    CodeVersion before =
        version("record R(long a, N n, E e) {}", "record N(long b) {}", "enum E {A}");
    Object value = before.make("R", 1L, before.make("N", 2L), before.make("E", "A"));

    assertThat(
            verdict(
                before,
                value,
                version("record R(long a) {}", "record N(long b) {}", "enum E {A, B}")))
        .isEqualTo(Severity.NOTE);
    assertThat(verdict(before, value, version("record R(long a) {}", "record N(long b) {}")))
        .isEqualTo(Severity.REFUSED);
    assertThat(verdict(before, value, version("record R(long a) {}", "enum E {A}")))
        .isEqualTo(Severity.REFUSED);
  }

  @Test
  void aRemovedStatesClassMustStay() throws Exception {
    CodeVersion before = version("record R(long a) {}");
    CodeVersion after = version("record Other(long a) {}");

    assertThat(after.reads(before)).isFalse();
    assertThat(Compatibility.between(before.layout(), after.layout(), after::hasClass).refusals())
        .extracting(Finding::what)
        .containsExactly("removed: its class R is gone, and the savepoint names it");
  }

  @Test
  void aRecordKeepsItsName() throws Exception {
    CodeVersion before = version("record R(N n) {}", "record N(long b) {}");
    Object value = before.make("R", before.make("N", 2L));
    String other = "record M(long b) {}";

    assertThat(verdict(before, value, version("record R(M n) {}", other)))
        .isEqualTo(Severity.REFUSED);
    assertThat(verdict(before, value, version("record R(M n) {}", other, "record N(long b) {}")))
        .isEqualTo(Severity.REFUSED);
  }

  @Test
  void aClassMayBecomeARecord() throws Exception {
    CodeVersion before =
        version("class R {public long a; public R() {} public R(long a) {this.a = a;}}");
    CodeVersion after = version("record R(long a) {}");
    Object value = before.make("R", 7L);

    assertThat(verdict(before, value, after)).isEqualTo(Severity.OK);
    assertThat(after.migrated(before, value)).isEqualTo("R[a=7]");
  }
}
