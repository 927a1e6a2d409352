package io.taskweir.engine.internal;

import io.taskweir.engine.Batch;
import io.taskweir.engine.Gathered;
import io.taskweir.engine.Manifest;
import io.taskweir.engine.Outcome;
import io.taskweir.state.Timeline;
import io.taskweir.state.WindowTotal;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The types of the engine's own payloads. Their type arguments are known only at wiring, so their
 * fields are named here; Flink's POJO serializer keeps them like any record.
 */
public final class Payloads {

  private Payloads() {}

  /** A manifest that parks an {@code M}. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static <M> TypeInformation<Manifest<M>> manifest(TypeInformation<M> parked) {
    return (TypeInformation)
        Types.POJO(
            Manifest.class,
            Map.of(
                "parked",
                parked,
                "children",
                Types.LIST(TypeInformation.of(Manifest.Child.class))));
  }

  /** An outcome of a stage that finds an {@code O}. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static <O> TypeInformation<Outcome<O>> outcome(TypeInformation<O> result) {
    return (TypeInformation)
        Types.POJO(
            Outcome.class,
            Map.of(
                "stage",
                Types.STRING,
                "reason",
                Types.STRING,
                "results",
                Types.LIST(result),
                "children",
                Types.LIST(TypeInformation.of(Manifest.Child.class))));
  }

  /** What a join hands to its task. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static <M, F> TypeInformation<Gathered<M, F>> gathered(
      TypeInformation<M> parked, TypeInformation<F> finding) {
    return (TypeInformation)
        Types.POJO(
            Gathered.class,
            Map.of(
                "parked",
                parked,
                "findings",
                Types.LIST(finding),
                "ended",
                Types.LIST(TypeInformation.of(Gathered.Ended.class)),
                "missing",
                Types.LIST(Types.STRING)));
  }

  /** What a trigger hands to its task. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static <I> TypeInformation<Batch<I>> batch(TypeInformation<I> item) {
    return (TypeInformation)
        Types.POJO(
            Batch.class,
            Map.of(
                "items",
                Types.LIST(item),
                "cause",
                TypeInformation.of(Batch.Cause.class),
                "due",
                Types.LONG,
                "firing",
                Types.LONG));
  }

  /** Where a key of a consolidation stands. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static <A> TypeInformation<Timeline<A>> timeline(TypeInformation<A> summary) {
    return (TypeInformation)
        Types.POJO(
            Timeline.class,
            Map.of(
                "tenant",
                Types.STRING,
                "clock",
                Types.LONG,
                "timer",
                Types.LONG,
                "pending",
                PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO,
                "finest",
                summary));
  }

  /** What a window of a consolidation has said. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static <A> TypeInformation<WindowTotal<A>> total(TypeInformation<A> summary) {
    return (TypeInformation)
        Types.POJO(WindowTotal.class, Map.of("version", Types.INT, "summary", summary));
  }
}
