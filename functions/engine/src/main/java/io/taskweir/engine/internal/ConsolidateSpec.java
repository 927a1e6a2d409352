package io.taskweir.engine.internal;

import io.taskweir.engine.Consolidation;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.WindowLength;
import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * All that a consolidation's operator is told at wiring.
 *
 * @param place workflow, stage and code version
 * @param consolidation the user's code
 * @param lengths the lengths of windows, finest first, each nested in the next; a window's place in
 *     this list is part of its name in state
 * @param zone whose days and months they are
 * @param lateness how far an item may be behind the clock of its key
 * @param keep how long a key that fell silent is remembered, in processing time
 * @param audit which events are written
 * @param bundling how much is held on the heap
 * @param input the input's type
 * @param summary the summary's type
 * @param result the result's type
 */
public record ConsolidateSpec<I, A, O>(
    StageSpec.Place place,
    Consolidation<I, A, O> consolidation,
    List<WindowLength> lengths,
    ZoneId zone,
    Duration lateness,
    Duration keep,
    AuditLevel audit,
    Bundling bundling,
    TypeInformation<I> input,
    TypeInformation<A> summary,
    TypeInformation<O> result)
    implements Serializable {

  /** The same with another bundle, as tests need it. */
  public ConsolidateSpec<I, A, O> with(Bundling other) {
    return new ConsolidateSpec<>(
        place, consolidation, lengths, zone, lateness, keep, audit, other, input, summary, result);
  }
}
