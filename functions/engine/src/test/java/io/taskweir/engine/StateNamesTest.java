package io.taskweir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.engine.Readings.Reading;
import io.taskweir.engine.Readings.Sum;
import io.taskweir.engine.Readings.Total;
import io.taskweir.engine.StageSettings.AuditLevel;
import io.taskweir.engine.Words.Count;
import io.taskweir.engine.Words.Line;
import io.taskweir.engine.internal.CollectOperatorFactory;
import io.taskweir.engine.internal.CollectSpec;
import io.taskweir.engine.internal.ConsolidateOperatorFactory;
import io.taskweir.engine.internal.GatherOperatorFactory;
import io.taskweir.engine.internal.GatherSpec;
import io.taskweir.engine.internal.Payloads;
import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.engine.internal.StageOperatorFactory;
import io.taskweir.engine.internal.TaskArrivals;
import io.taskweir.state.Account;
import io.taskweir.state.Claim;
import io.taskweir.state.Collected;
import io.taskweir.state.Retry;
import io.taskweir.state.Setting;
import io.taskweir.state.SharedEntry;
import io.taskweir.state.TaskTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.LongPrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.BackendStateType;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonOptionsKeys;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot.CommonSerializerKeys;
import org.apache.flink.runtime.state.ttl.TtlStateFactory.TtlSerializer;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/**
 * What the engine's operators call their state and how they keep it. A name that changes loses its
 * state in silence, a type that changes refuses every savepoint: so neither ever does.
 */
class StateNamesTest {

  private static final Workflow WORKFLOW = Workflow.named("words");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final TypeInformation<Line> LINE = TypeInformation.of(Line.class);
  private static final TypeInformation<Count> COUNT = TypeInformation.of(Count.class);

  private static final Map<String, Entry> WAITING =
      Map.of(
          "waiting-task", map(type(new TaskTypeInfo<>(LINE))),
          "waiting-retry", map(type(TypeInformation.of(Retry.class))),
          "followers", new Entry("LIST", new ListSerializer<>(type(new TaskTypeInfo<>(LINE)))),
          "followers-count", value(type(Types.INT)));

  private static final Map<String, Entry> ACCOUNT =
      Map.of("account", new Entry("SPLIT_DISTRIBUTE", type(TypeInformation.of(Account.class))));

  /** How a state is kept: its kind, and the serializer of its values. */
  private record Entry(String kind, TypeSerializer<?> serializer) {}

  private static Stage<Line, Count> stage() {
    return WORKFLOW.stage("count-words", new Words()).keyBy(Line::key);
  }

  @Test
  void ofAStageThatPromisesNothing() throws Exception {
    assertThat(keyed(snapshot(stage()))).isEqualTo(WAITING);
    assertThat(operator(snapshot(stage()))).isEqualTo(ACCOUNT);
    assertThat(timers(snapshot(stage())))
        .containsExactly("_timer_state/event_retries", "_timer_state/processing_retries");
  }

  @Test
  void ofAStageThatRunsOnce() throws Exception {
    assertThat(keyed(snapshot(stage().once(HOUR))))
        .isEqualTo(with(WAITING, "claim", value(expiring(type(TypeInformation.of(Claim.class))))));
    assertThat(keyed(snapshot(stage().once(Line::text, HOUR))))
        .isEqualTo(with(WAITING, "claim", map(expiring(type(TypeInformation.of(Claim.class))))));
  }

  @Test
  void ofAStageThatMemoizes() throws Exception {
    TypeSerializer<?> results = expiring(type(Types.LIST(new TaskTypeInfo<>(COUNT))));
    TypeSerializer<?> children = expiring(type(Types.LIST(new TaskTypeInfo<>(LINE))));
    TypeSerializer<?> claim = expiring(type(TypeInformation.of(Claim.class)));

    assertThat(keyed(snapshot(stage().memoize(HOUR))))
        .isEqualTo(
            with(
                with(with(WAITING, "claim", value(claim)), "memo-result", value(results)),
                "memo-single",
                value(children)));
    assertThat(keyed(snapshot(stage().memoize(Line::text, HOUR))))
        .isEqualTo(
            with(
                with(with(WAITING, "claim", map(claim)), "memo-result", map(results)),
                "memo-single",
                map(children)));
  }

  @Test
  void ofAStageThatShares() throws Exception {
    assertThat(keyed(snapshot(stage().shares(HOUR))))
        .isEqualTo(
            with(WAITING, "shared", map(expiring(type(TypeInformation.of(SharedEntry.class))))));
  }

  @Test
  void ofAStageThatHoldsAndReadsSettings() throws Exception {
    SettingsSchema<LineLimits> schema = new LineLimits.Schema();
    var settings = ClusterJob.environment().fromData(new Setting("line.x", 1, "1"));
    OperatorSubtaskState state = snapshot(stage().holds(HOUR).reads(settings, schema, List.of()));

    assertThat(keyed(state)).isEqualTo(WAITING);
    assertThat(operator(state))
        .isEqualTo(
            with(
                with(ACCOUNT, "settings-account", ACCOUNT.get("account")),
                "settings",
                new Entry("BROADCAST", type(TypeInformation.of(Setting.class)))));
  }

  @Test
  void ofAJoin() throws Exception {
    GatherSpec<Line, Count> spec =
        new GatherSpec<>(
            WORKFLOW.place("decide-gather"),
            Map.of("single", "count-words"),
            HOUR,
            HOUR,
            GatherSpec.HELD,
            AuditLevel.ALL,
            LINE,
            COUNT);
    OperatorSubtaskState state = snapshot(new GatherOperatorFactory<>(spec));

    assertThat(keyed(state))
        .isEqualTo(
            Map.of(
                "manifest", value(type(new TaskTypeInfo<>(Payloads.manifest(LINE)))),
                "findings", map(type(new TaskTypeInfo<>(Payloads.outcome(COUNT)))),
                "announced", map(type(Types.STRING)),
                "missing", value(type(Types.INT)),
                "gather-timer", value(type(Types.LONG)),
                "decided", value(expiring(type(Types.BOOLEAN)))));
    assertThat(operator(state)).isEqualTo(ACCOUNT);
    assertThat(timers(state))
        .containsExactly("_timer_state/event_timeouts", "_timer_state/processing_timeouts");
  }

  @Test
  void ofATrigger() throws Exception {
    CollectSpec<Line> spec =
        new CollectSpec<>(
            WORKFLOW.place("report-collect"),
            StageKeySelector.byPayload(Line::key, false),
            Trigger.after(HOUR),
            AuditLevel.ALL,
            LINE);
    OperatorSubtaskState state = snapshot(new CollectOperatorFactory<>(spec));

    assertThat(keyed(state))
        .isEqualTo(
            Map.of(
                "batch", value(type(TypeInformation.of(Collected.class))),
                "batch-items",
                    new Entry("LIST", new ListSerializer<>(type(new TaskTypeInfo<>(LINE)))),
                "batch-firings", value(expiring(type(Types.LONG)))));
    assertThat(operator(state)).isEqualTo(ACCOUNT);
    assertThat(timers(state))
        .containsExactly("_timer_state/event_batches", "_timer_state/processing_batches");
  }

  @Test
  void ofAConsolidation() throws Exception {
    ConsolidationStage<Reading, ?, Total> stage =
        WORKFLOW.consolidate("roll-up", new Readings()).keyBy(Reading::key).every("1m,1h");
    OperatorSubtaskState state =
        snapshot(
            new ConsolidateOperatorFactory<>(
                stage.spec(TypeInformation.of(Reading.class)), new TaskArrivals<>(stage.keys())));
    TypeInformation<Sum> sum = TypeInformation.of(Sum.class);

    assertThat(keyed(state))
        .isEqualTo(
            Map.of(
                "timeline", value(expiring(type(Payloads.timeline(sum)))),
                "fired", value(expiring(LongPrimitiveArraySerializer.INSTANCE)),
                "delta", mapByLong(expiring(type(sum))),
                "total", mapByLong(expiring(type(Payloads.total(sum))))));
    assertThat(operator(state))
        .isEqualTo(
            with(
                with(ACCOUNT, "layout", new Entry("UNION", StringSerializer.INSTANCE)),
                "highest-clock",
                new Entry("UNION", LongSerializer.INSTANCE)));
    assertThat(timers(state))
        .containsExactly("_timer_state/event_windows", "_timer_state/processing_windows");
  }

  private static <T> TypeSerializer<T> type(TypeInformation<T> type) {
    return Bytes.serializer(type);
  }

  private static TypeSerializer<?> expiring(TypeSerializer<?> value) {
    return new TtlSerializer<>(LongSerializer.INSTANCE, value);
  }

  private static Entry value(TypeSerializer<?> value) {
    return new Entry("VALUE", value);
  }

  private static Entry map(TypeSerializer<?> value) {
    return new Entry("MAP", new MapSerializer<>(StringSerializer.INSTANCE, value));
  }

  private static Entry mapByLong(TypeSerializer<?> value) {
    return new Entry("MAP", new MapSerializer<>(LongSerializer.INSTANCE, value));
  }

  private static Map<String, Entry> with(Map<String, Entry> entries, String name, Entry entry) {
    Map<String, Entry> more = new TreeMap<>(entries);
    more.put(name, entry);
    return more;
  }

  private static OperatorSubtaskState snapshot(Stage<Line, Count> stage) throws Exception {
    return snapshot(new StageOperatorFactory<>(stage.spec(LINE)));
  }

  private static <T> OperatorSubtaskState snapshot(StreamOperatorFactory<T> operator)
      throws Exception {
    try (var harness = new KeyedHarness<>(operator)) {
      harness.setup();
      harness.initializeEmptyState();
      harness.open();
      return harness.snapshot(1, 1);
    }
  }

  /** A harness of an operator that is keyed, whatever its inputs. */
  private static final class KeyedHarness<T> extends AbstractStreamOperatorTestHarness<T> {

    KeyedHarness(StreamOperatorFactory<T> operator) throws Exception {
      super(operator, StageHarness.MAX_PARALLELISM, 1, 0);
      config.setStateKeySerializer(Bytes.serializer(StageKeySelector.TYPE));
      config.serializeAllConfigs();
    }
  }

  private static Map<String, Entry> keyed(OperatorSubtaskState state) throws Exception {
    Map<String, Entry> entries = new TreeMap<>();
    for (StateMetaInfoSnapshot info : keyedInfos(state)) {
      if (info.getBackendStateType() == BackendStateType.KEY_VALUE) {
        entries.put(info.getName(), entry(info, CommonOptionsKeys.KEYED_STATE_TYPE));
      }
    }
    return entries;
  }

  private static List<String> timers(OperatorSubtaskState state) throws Exception {
    return keyedInfos(state).stream()
        .filter(info -> info.getBackendStateType() == BackendStateType.PRIORITY_QUEUE)
        .map(StateMetaInfoSnapshot::getName)
        .sorted()
        .toList();
  }

  private static Map<String, Entry> operator(OperatorSubtaskState state) throws Exception {
    Map<String, Entry> entries = new TreeMap<>();
    var proxy = new OperatorBackendSerializationProxy(StateNamesTest.class.getClassLoader());
    try (var in = state.getManagedOperatorState().iterator().next().openInputStream()) {
      proxy.read(new DataInputViewStreamWrapper(in));
    }
    List<StateMetaInfoSnapshot> infos = new ArrayList<>(proxy.getOperatorStateMetaInfoSnapshots());
    infos.addAll(proxy.getBroadcastStateMetaInfoSnapshots());
    for (StateMetaInfoSnapshot info : infos) {
      entries.put(info.getName(), entry(info, CommonOptionsKeys.OPERATOR_STATE_DISTRIBUTION_MODE));
    }
    return entries;
  }

  private static List<StateMetaInfoSnapshot> keyedInfos(OperatorSubtaskState state)
      throws Exception {
    KeyGroupsStateHandle handle =
        (KeyGroupsStateHandle) state.getManagedKeyedState().iterator().next();
    var proxy = new KeyedBackendSerializationProxy<>(StateNamesTest.class.getClassLoader());
    try (var in = handle.openInputStream()) {
      proxy.read(new DataInputViewStreamWrapper(in));
    }
    return proxy.getStateMetaInfoSnapshots();
  }

  private static Entry entry(StateMetaInfoSnapshot info, CommonOptionsKeys kind) {
    return new Entry(
        info.getOption(kind),
        info.getTypeSerializerSnapshot(CommonSerializerKeys.VALUE_SERIALIZER).restoreSerializer());
  }
}
