package io.taskweir.deploy.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {

  private static final String LETTER =
      IntStream.range(0, 80).mapToObj(i -> "word" + letters(i)).collect(Collectors.joining(" "));

  @Test
  void findsCopiesThatDifferInAFewWords() {
    assertThat(
            groups(
                LETTER,
                "Hello Ann! " + LETTER + " 17 qxzt",
                LETTER.toUpperCase(java.util.Locale.ROOT)))
        .containsExactly(0, 0, 0);
  }

  @Test
  void keepsOtherTextsApart() {
    String other =
        IntStream.range(100, 180)
            .mapToObj(i -> "word" + letters(i))
            .collect(Collectors.joining(" "));

    assertThat(groups(LETTER, other, LETTER)).containsExactly(0, 1, 0);
  }

  @Test
  void comparesShortTextsByAllTheirWords() {
    assertThat(groups("hello", "hello", "good bye", "", "", "good day"))
        .containsExactly(0, 0, 2, 3, 3, 5);
  }

  @Test
  void joinsWhatIsAlikeToTheSame() {
    String half = LETTER + ' ' + "more of it ".repeat(1);

    assertThat(groups(half + "one two three", LETTER, half + "four five six")).containsOnly(0);
  }

  private static int[] groups(String... texts) {
    return NearDuplicates.groups(List.of(texts));
  }

  private static String letters(int i) {
    return "" + (char) ('a' + i % 26) + (char) ('a' + i / 26);
  }
}
