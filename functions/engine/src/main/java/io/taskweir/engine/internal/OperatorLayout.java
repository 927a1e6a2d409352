package io.taskweir.engine.internal;

import io.taskweir.state.TaskSerializer;
import io.taskweir.state.layout.RecordLayout;
import io.taskweir.state.layout.StageKind;
import io.taskweir.state.layout.StageLayout;
import io.taskweir.state.layout.TypeLayout;
import io.taskweir.state.layout.TypesSeen;
import java.util.List;
import java.util.Map;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * What one operator will keep, known at wiring.
 *
 * @param stage its states
 * @param records what these are made of
 */
public record OperatorLayout(StageLayout stage, Map<String, RecordLayout> records) {

  /** Declares the states of an operator in these stores. */
  private interface Declaration {
    void in(KeyedStateStore keyed, OperatorStateStore operator) throws Exception;
  }

  /** Of what puts source records into envelopes. */
  public static OperatorLayout receiver(String uid) {
    return counting(uid, StageKind.RECEIVER);
  }

  /** Of what puts records of any stream into envelopes. */
  public static OperatorLayout intake(String uid) {
    return counting(uid, StageKind.INTAKE);
  }

  /** Of a stage. */
  public static OperatorLayout of(StageSpec<?, ?> spec) {
    return keyed(
        spec.place().stage(),
        StageKind.STAGE,
        (keyed, operator) -> StageStates.declare(keyed, operator, spec),
        StageStates.TIMERS,
        null);
  }

  /** Of what gathers for a join. */
  public static OperatorLayout of(GatherSpec<?, ?> spec) {
    return keyed(
        spec.place().stage(),
        StageKind.JOIN,
        (keyed, operator) -> GatherStates.declare(keyed, operator, spec),
        GatherStates.TIMERS,
        null);
  }

  /** Of what collects for a trigger. */
  public static OperatorLayout of(CollectSpec<?> spec) {
    return keyed(
        spec.place().stage(),
        StageKind.TRIGGER,
        (keyed, operator) -> CollectStates.declare(keyed, operator, spec),
        CollectStates.TIMERS,
        null);
  }

  /** Of a consolidation. */
  public static OperatorLayout of(ConsolidateSpec<?, ?, ?> spec) {
    Levels levels = new Levels(spec.lengths(), spec.zone());
    return keyed(
        spec.place().stage(),
        StageKind.CONSOLIDATION,
        (keyed, operator) -> ConsolidateStates.declare(keyed, operator, spec, levels),
        ConsolidateStates.TIMERS,
        Layout.of(spec));
  }

  /** Of a Flink function of the adopter's own, which keeps these states under its key. */
  public static OperatorLayout of(
      SingleOutputStreamOperator<?> stream, List<? extends StateDescriptor<?, ?>> descriptors) {
    Transformation<?> function = stream.getTransformation();
    if (function.getUid() == null) {
      throw new IllegalArgumentException(
          "function " + stream.getName() + ": a uid expected before its states are declared");
    }
    TypesSeen types = new TypesSeen();
    RecordedStates states = new RecordedStates(types);
    descriptors.forEach(states::note);
    TypeInformation<?> key = FlinkFunctions.keyType(function);
    StageLayout stage =
        new StageLayout(
            function.getUid(),
            StageKind.FUNCTION,
            key == null ? null : types.see(key),
            envelope(types),
            states.states(),
            FlinkFunctions.timers(function),
            null);
    return new OperatorLayout(stage, types.records());
  }

  private static OperatorLayout counting(String uid, StageKind kind) {
    return layout(
        uid,
        kind,
        null,
        (keyed, operator) -> Accounts.declare(operator, Accounts.STATE),
        List.of(),
        null);
  }

  private static OperatorLayout keyed(
      String uid,
      StageKind kind,
      Declaration declaration,
      String timers,
      @Nullable String windows) {
    return layout(uid, kind, StageKeySelector.TYPE, declaration, List.of(timers), windows);
  }

  private static OperatorLayout layout(
      String uid,
      StageKind kind,
      @Nullable TypeInformation<?> keyType,
      Declaration declaration,
      List<String> timers,
      @Nullable String windows) {
    TypesSeen types = new TypesSeen();
    RecordedStates states = new RecordedStates(types);
    try {
      declaration.in(states.keyed(), states.operator());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the states of " + uid + " cannot be declared", e);
    }
    TypeLayout key = keyType == null ? null : types.see(keyType);
    StageLayout stage =
        new StageLayout(uid, kind, key, envelope(types), states.states(), timers, windows);
    return new OperatorLayout(stage, types.records());
  }

  private static int envelope(TypesSeen types) {
    return types.sawTasks() ? TaskSerializer.LAYOUT : 0;
  }
}
