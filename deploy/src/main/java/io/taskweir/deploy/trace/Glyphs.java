package io.taskweir.deploy.trace;

/** What a tree is drawn with. */
enum Glyphs {
  /** For a terminal that shows them. */
  BOXES("├─ ", "└─ ", "│  ", "×"),
  /** For anything. */
  ASCII("|- ", "`- ", "|  ", "x");

  private static final String NONE = "   ";

  private final String middle;
  private final String last;
  private final String through;
  private final String times;

  Glyphs(String middle, String last, String through, String times) {
    this.middle = middle;
    this.last = last;
    this.through = through;
    this.times = times;
  }

  /** Before a child. */
  String branch(boolean isLast) {
    return isLast ? last : middle;
  }

  /** Before what is below a child. */
  String below(boolean isLast) {
    return isLast ? NONE : through;
  }

  /** Before what belongs to a node itself. */
  String beside(boolean hasChildren) {
    return hasChildren ? through : NONE;
  }

  /** How often something is there; nothing for once. */
  String times(int count) {
    return count == 1 ? "" : " " + times + count;
  }
}
