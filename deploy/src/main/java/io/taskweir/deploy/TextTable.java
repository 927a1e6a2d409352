package io.taskweir.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Rows for a terminal: columns as wide as what is in them, two spaces apart; numbers to the right.
 */
public final class TextTable {

  private final List<String> titles;
  private final Set<Integer> right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Makes one without rows.
   *
   * @param right which columns, from 0, are numbers
   */
  public TextTable(Set<Integer> right, String... titles) {
    this.right = right;
    this.titles = List.of(titles);
    rows.add(this.titles);
  }

  /** Adds a row, a cell a column. */
  public void add(String... cells) {
    if (cells.length != titles.size()) {
      throw new IllegalArgumentException(titles.size() + " cells expected, got " + cells.length);
    }
    rows.add(List.of(cells));
  }

  /** Whether there is nothing below the titles. */
  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** The table, a line a row. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        String pad = " ".repeat(width(column) - cell.length());
        line.append(right.contains(column) ? pad + cell : cell + pad).append("  ");
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
