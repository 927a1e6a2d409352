package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.taskweir.state.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code deploy/monitoring/dashboard.json}, so far as that can be told without Grafana. */
class DashboardFileTest {

  private static final int COLUMNS = 24;

  private JsonNode dashboard;
  private List<JsonNode> panels;

  @BeforeEach
  void read() throws IOException {
    Path file = Path.of(System.getProperty("basedir"), "monitoring", "dashboard.json");
    dashboard = Json.mapper().readTree(Files.readString(file));
    panels = new ArrayList<>();
    dashboard.path("panels").forEach(panels::add);
  }

  @Test
  void isOfALayoutThatGrafana10Reads() {
    assertThat(dashboard.path("schemaVersion").asInt()).isEqualTo(39);
    assertThat(dashboard.path("uid").asText()).matches("[a-z-]{1,40}");
    assertThat(dashboard.path("templating").path("list").findValuesAsText("name"))
        .containsExactly("datasource", "job");
  }

  @Test
  void groupsItsPanelsInRows() {
    assertThat(panels.stream().filter(DashboardFileTest::isRow).map(row -> text(row, "title")))
        .containsExactly("Is it well?", "Stages", "Queues", "Checkpoints and state", "JVM");
    assertThat(isRow(panels.get(0))).isTrue();
  }

  @Test
  void numbersItsPanelsOnce() {
    assertThat(panels.stream().map(panel -> panel.path("id").asInt()))
        .doesNotHaveDuplicates()
        .allMatch(id -> id > 0);
  }

  @Test
  void putsNoPanelOverAnother() {
    for (int i = 0; i < panels.size(); i++) {
      Place one = Place.of(panels.get(i));
      assertThat(one.x() + one.width()).isLessThanOrEqualTo(COLUMNS);
      for (JsonNode later : panels.subList(i + 1, panels.size())) {
        assertThat(one.overlaps(Place.of(later)))
            .as("%s over %s", text(panels.get(i), "title"), text(later, "title"))
            .isFalse();
      }
    }
  }

  @Test
  void asksTheChosenSourceForTheChosenJobs() {
    for (JsonNode panel : panels) {
      if (!isRow(panel)) {
        assertThat(panel.path("targets")).as(text(panel, "title")).isNotEmpty();
      }
      for (JsonNode target : panel.path("targets")) {
        assertThat(target.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
        String expression = text(target, "expr");
        assertThat(expression.contains("_job_"))
            .isEqualTo(expression.contains("job_name=~\"$job\""));
      }
    }
  }

  private static boolean isRow(JsonNode panel) {
    return text(panel, "type").equals("row");
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  /** Where a panel lies on the grid. */
  private record Place(int x, int y, int width, int height) {

    static Place of(JsonNode panel) {
      JsonNode grid = panel.path("gridPos");
      assertThat(grid.path("w").asInt()).isPositive();
      assertThat(grid.path("h").asInt()).isPositive();
      return new Place(
          grid.path("x").asInt(),
          grid.path("y").asInt(),
          grid.path("w").asInt(),
          grid.path("h").asInt());
    }

    boolean overlaps(Place other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }
}
