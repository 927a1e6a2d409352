package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The samples, their list and their page say the same. */
class DemoSamplesTest {

  private static final int MOST_BYTES = 300_000;

  @Test
  void areAllOnTheirList() throws IOException {
    for (String name : names()) {
      assertThat(getClass().getResource("/demo/mail/" + name)).as(name).isNotNull();
    }
  }

  @Test
  void haveEachALineOnTheirPage() throws IOException {
    String page = new String(bytes("/demo/INDEX.md"), StandardCharsets.UTF_8);

    assertThat(names()).allSatisfy(name -> assertThat(page).contains("| `" + name + "` | "));
  }

  @Test
  void staySmall() throws IOException {
    long together = 0;
    for (String name : names()) {
      together += bytes("/demo/mail/" + name).length;
    }
    assertThat(together).isLessThan(MOST_BYTES);
  }

  private List<String> names() throws IOException {
    return new String(bytes("/demo/index.txt"), StandardCharsets.UTF_8).lines().toList();
  }

  private byte[] bytes(String resource) throws IOException {
    try (InputStream in = getClass().getResourceAsStream(resource)) {
      return in.readAllBytes();
    }
  }
}
