package io.taskweir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.bench.course.Workload;
import io.taskweir.bench.dedup.Repeats;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stages|no race stages; expected one of: stage, dedup-30, dedup-70, dedup-95, sensors,",
        "stage --records 10|--records: expected at least 1000, got 10",
        "stage --keys 0|--keys: expected at least 1, got 0",
        "email --keys 5|--keys: the records of email are all different",
        "stage --mail pom.xml|--mail: only for the race email, not stage",
        "email --mail /nowhere|--mail: cannot read /nowhere: no such file or folder",
        "stage --rounds 0|--rounds: expected at least 1, got 0",
        "stage --parallelism 0|--parallelism: expected at least 1, got 0",
        "stage --only somebody|--only: no contestant somebody in stage; expected one of: [stage, ",
        "stage --work /nowhere|--work: expected a folder, got /nowhere",
        "stage --records 900000000000000|MB: give another folder, or fewer",
      })
  void refusesInOneLineWhatItCannotHonour(String arguments, String expected) {
    String said = refusalOf(arguments);

    assertThat(said).contains(expected).endsWith(" (see ./taskweir bench --help)\n");
    assertThat(said.lines()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 70, 95})
  void repeatsTheShareThatItsNameSays(int percent) {
    Workload repeats = new Repeats(percent);
    long records = repeats.records(1_000, 0);
    Set<String> different = new HashSet<>();

    for (long number = 0; number < records; number++) {
      different.add(new String(repeats.value(number, 1_000), StandardCharsets.UTF_8));
    }

    assertThat(different).hasSize(1_000);
    assertThat(records).isEqualTo(1_000 * 100 / (100 - percent));
  }

  private static String refusalOf(String arguments) {
    PrintStream before = System.err;
    var said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      assertThat(Bench.run(arguments.split(" "))).isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
