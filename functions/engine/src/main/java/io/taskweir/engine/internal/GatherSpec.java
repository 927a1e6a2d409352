package io.taskweir.engine.internal;

import io.taskweir.engine.StageSettings.AuditLevel;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * All that a gathering is told at wiring.
 *
 * @param place workflow and join
 * @param answers which stage answers for the children of which output
 * @param timeout how long it waits, from the first arrival
 * @param tombstone how long it remembers that it has fired; longer than the longest retry upstream
 * @param held arrivals that are held on the heap before all that is held goes into state
 * @param audit which events are written
 * @param parked what waits here for the findings
 * @param finding what the children find
 */
public record GatherSpec<M, F>(
    StageSpec.Place place,
    Map<String, String> answers,
    Duration timeout,
    Duration tombstone,
    int held,
    AuditLevel audit,
    TypeInformation<M> parked,
    TypeInformation<F> finding)
    implements Serializable {

  /**
   * 20,000: with manifests and findings of a kilobyte 20 MB of heap. A flush before the barrier
   * blocks the subtask, for some 100 ms then.
   */
  public static final int HELD = 20_000;
}
