package io.taskweir.connectors.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.PriorityQueue;
import javax.annotation.Nullable;

/**
 * Hands over the rows of many files by time, each file in its own order; at equal times the file
 * that was named first is first. A file is looked into for its first time and then left alone until
 * that is due, so memory grows with the files that overlap, by about 100 kB each, and not with all
 * of them.
 */
final class Merge {

  /** Begins the rows of a file. */
  interface Opener {
    Rows open(Path file) throws IOException;
  }

  /** Takes each row in turn. */
  interface Taker {
    void take(Row row) throws IOException;
  }

  private final Opener opener;
  private final PriorityQueue<Head> heads = new PriorityQueue<>();
  private long absent;

  Merge(List<Path> files, Opener opener) throws IOException {
    this.opener = opener;
    for (int i = 0; i < files.size(); i++) {
      Row first = new InOrder(opener.open(files.get(i))).next();
      if (first != null) {
        heads.add(new Head(files.get(i), i, first.time()));
      }
    }
  }

  void forEach(Taker taker) throws IOException {
    for (Head head = heads.poll(); head != null; head = heads.poll()) {
      Head next = heads.peek();
      if (head.begin()) {
        do {
          taker.take(head.row());
        } while (head.advance() && (next == null || head.compareTo(next) < 0));
      }
      if (head.row != null) {
        heads.add(head);
      } else {
        absent += head.absent();
      }
    }
  }

  /** How many cells were absent in the files that are at their end. */
  long absent() {
    return absent;
  }

  /** A file and the first of its rows that is not handed over yet. */
  private final class Head implements Comparable<Head> {

    private final Path file;
    private final int index;
    private long time;
    @Nullable private InOrder rows;
    @Nullable private Row row;

    Head(Path file, int index, long time) {
      this.file = file;
      this.index = index;
      this.time = time;
    }

    /** Whether there is a row; a file that was only looked into is read from its beginning. */
    boolean begin() throws IOException {
      if (rows == null) {
        rows = new InOrder(opener.open(file));
        return advance();
      }
      return row != null;
    }

    boolean advance() throws IOException {
      row = rows.next();
      time = row == null ? time : row.time();
      return row != null;
    }

    Row row() {
      return row;
    }

    long absent() {
      return rows == null ? 0 : rows.absent();
    }

    @Override
    public int compareTo(Head other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Integer.compare(index, other.index);
    }
  }
}
