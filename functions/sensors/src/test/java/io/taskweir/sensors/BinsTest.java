package io.taskweir.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BinsTest {

  @Test
  void keepTheHighestAndCountTheRestInTheLowestOfThem() {
    Bins bins = new Bins();
    for (int i = 0; i < Bins.MOST + 10; i++) {
      bins.add(10 * i, 2);
    }

    assertThat(bins.size()).isEqualTo(Bins.MOST);
    assertThat(bins.total()).isEqualTo(2 * (Bins.MOST + 10));
    assertThat(bins.indexAt(0)).isEqualTo(100);
    assertThat(bins.indexAt(21)).isEqualTo(100);
    assertThat(bins.indexAt(22)).isEqualTo(110);
  }

  @Test
  void countWhatIsBelowTheLowestInIt() {
    Bins bins = new Bins();
    for (int i = 0; i < Bins.MOST; i++) {
      bins.add(i, 1);
    }
    bins.add(-5, 3);

    assertThat(bins.indexAt(3)).isEqualTo(0);
    assertThat(bins.indexAt(4)).isEqualTo(1);
  }

  @Test
  void makeRoomForABinBetweenTheTwoLowest() {
    Bins bins = new Bins();
    for (int i = 0; i < Bins.MOST; i++) {
      bins.add(10 * i, 1);
    }
    bins.add(5, 1);

    assertThat(bins.size()).isEqualTo(Bins.MOST);
    assertThat(bins.indexAt(1)).isEqualTo(5);
    assertThat(bins.indexAt(2)).isEqualTo(10);
  }
}
