package io.taskweir.bench;

import io.taskweir.bench.Contestant.Tuning;
import io.taskweir.bench.Race.Pair;
import io.taskweir.bench.stage.ByHand;
import io.taskweir.bench.stage.OneStage;
import io.taskweir.bench.stage.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the convenience of a stage costs. */
final class StageRace {

  private StageRace() {}

  static Race race() {
    var contestants = new ArrayList<Contestant>();
    var pairs = new ArrayList<Pair>();
    for (String audit : List.of("ALL", "FAILURES", "NONE")) {
      String ours = "stage, audit " + audit;
      String other = "by hand, audit " + audit;
      contestants.add(Contestant.of(ours, OneStage.class, Map.of("audit", audit)));
      contestants.add(
          Contestant.of(other, ByHand.class, Map.of("audit", audit)).tuned(Tuning.ROCKSDB));
      pairs.add(new Pair(ours, other, 0.95, 1.0));
    }
    String once = "stage, one attempt";
    contestants.add(
        Contestant.of(once, OneStage.class, Map.of("audit", "FAILURES", "attempts", "1")));
    pairs.add(new Pair("stage, audit FAILURES", once, null, null));
    return new Race(
        "stage",
        "a stage with everything on and a trivial task, beside a KeyedProcessFunction by hand",
        8_000_000,
        50_000_000,
        Orders::value,
        contestants,
        pairs);
  }
}
