package io.taskweir.engine.internal;

import io.taskweir.engine.Key;
import io.taskweir.engine.Output;
import io.taskweir.engine.StageSettings;
import io.taskweir.state.AuditEvent;
import io.taskweir.state.Claim;
import io.taskweir.state.Lifetime;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import io.taskweir.state.TaskTypeInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;

/**
 * The claims of a stage and, where it memoizes, the outputs that go with them.
 *
 * <p>State: {@code claim}, with who was first where suppressed tasks are audited or repeats may
 * conflict, and then with a fingerprint of the content; and {@code memo-result} and {@code
 * memo-OUTPUT} for stored outputs, which are kept apart since large values are dear to overwrite. A
 * memo outlives its claim by a minute, so that a claim that is seen never lacks its outputs.
 *
 * <p>In front of RocksDB, where the stage's key is the claim's, what was done lately is on the
 * heap, and goes into state before the next barrier, see {@link DoneClaims}; and a filter knows
 * what was never claimed, see {@link ClaimedKeys}.
 */
final class Claims<I> implements AutoCloseable {

  private static final String NAME = "claim";
  private static final String ROCKSDB = "rocksdb";
  private static final Duration MEMO_MARGIN = Duration.ofMinutes(1);
  private static final double HEAP_SHARE = 0.05;

  /** More only where it is set: while a table grows its stage stands still, here for 30 ms. */
  private static final long MOST_SHARE = 64_000_000;

  private final ClaimPolicy<I> policy;
  private final boolean acrossTenants;
  private final Cell<Claim> claims;
  private final StageSettings settings;
  private final boolean keepsFirsts;
  @Nullable private KeyedStateBackend<Tuple2<Long, Long>> backend;
  @Nullable private DoneClaims doneLately;
  @Nullable private ClaimedKeys claimed;
  private final Map<Output<?>, Cell<List<Task<?>>>> memos = new LinkedHashMap<>();
  @Nullable private Cell<List<Task<?>>> memoOfResult;

  Claims(KeyedStateStore store, StageSpec<I, ?> spec, ClaimPolicy<I> policy) {
    this.policy = policy;
    this.acrossTenants = spec.acrossTenants();
    boolean within = policy.key() != null;
    this.settings = spec.settings();
    this.keepsFirsts =
        policy.content() != null || Reports.audits(settings.audit(), AuditEvent.Event.SUPPRESSED);
    // Too short: a repeat within a replay runs again. Too long: disk, and a change is not seen.
    this.claims = Cell.of(store, NAME, TypeInformation.of(Claim.class), policy.lifetime(), within);
    if (policy.memoize()) {
      Duration lifetime = policy.lifetime().plus(MEMO_MARGIN);
      memoOfResult = Cell.of(store, "memo-result", tasks(spec.result()), lifetime, within);
      for (Output<?> output : spec.outputs()) {
        TypeInformation<?> type = TypeInformation.of(output.type());
        memos.put(output, Cell.of(store, "memo-" + output.name(), tasks(type), lifetime, within));
      }
    }
  }

  /** Whether a suppressed task gets the first one's outputs. */
  boolean memoizes() {
    return policy.memoize();
  }

  /**
   * The claim's key within the stage's key: empty where they are the same; null where the user's
   * key cannot be had.
   */
  @Nullable
  String keyOf(Task<I> task) {
    Key<I> key = policy.key();
    if (key == null) {
      return "";
    }
    String value = StageKeySelector.keyOrNull(key, task.payload());
    return value == null ? null : StageKeySelector.hash(task, value, acrossTenants).hex();
  }

  /**
   * Puts what is on the heap in front of the claims of {@code backend}, where reading them is dear
   * and the stage's key is the claim's.
   *
   * @param keyGroups of the job
   * @param slots that share the heap
   * @param restored whether state may hold claims already
   */
  void open(
      KeyedStateBackend<Tuple2<Long, Long>> backend,
      int keyGroups,
      int slots,
      boolean restored,
      long now)
      throws Exception {
    if (policy.key() != null || !backend.getBackendTypeIdentifier().equals(ROCKSDB)) {
      return;
    }
    this.backend = backend;
    long memory =
        settings.claimMemory() > 0
            ? settings.claimMemory()
            : share(Runtime.getRuntime().maxMemory(), slots);
    boolean keepsContent = policy.content() != null;
    doneLately =
        new DoneClaims(
            memory, keepsFirsts, keepsContent, policy.lifetime(), keyGroups, this::putUnder);
    claimed = new ClaimedKeys(this::keysInState, policy.lifetime(), restored, now);
  }

  /** Bytes for one stage and subtask where nothing is set: a share of what its slots share. */
  static long share(long heap, int slots) {
    return Math.min(MOST_SHARE, (long) (HEAP_SHARE * heap / slots));
  }

  private void putUnder(Tuple2<Long, Long> key, Claim claim) throws Exception {
    Tuple2<Long, Long> before = backend.getCurrentKey();
    backend.setCurrentKey(key);
    claims.put("", claim);
    if (before != null) {
      backend.setCurrentKey(before);
    }
  }

  private Stream<Tuple2<Long, Long>> keysInState() throws Exception {
    write();
    return backend.getKeys(NAME, VoidNamespace.INSTANCE);
  }

  /**
   * Who holds {@code key} within the stage's key. Of what was done lately, and mostly of what was
   * never claimed, without a read; and where nobody asks, what was done does not say by whom.
   */
  @Nullable
  Claim get(String key, TaskId stageKey, long now) throws Exception {
    if (doneLately != null) {
      Claim done = doneLately.get(stageKey, now);
      if (done != null) {
        return done;
      }
      claimed.advance(now);
      if (!claimed.mayHold(stageKey)) {
        return null;
      }
    }
    Claim claim = claims.get(key);
    return claim == null || hasEnded(claim, now) ? null : claim;
  }

  private boolean hasEnded(Claim claim, long now) {
    return claim.since() != null && now >= Lifetime.end(claim.since(), policy.lifetime());
  }

  void claim(String key, Task<I> first, TaskId stageKey) throws Exception {
    if (doneLately != null) {
      doneLately.forget(stageKey);
      claimed.add(stageKey);
    }
    claims.put(key, Claim.of(false, first.id(), contentOf(first)));
  }

  void done(String key, Task<I> first, TaskId stageKey, long now) throws Exception {
    Claim done = keepsFirsts ? Claim.of(true, first.id(), contentOf(first)) : Claim.DONE;
    if (doneLately != null) {
      doneLately.put(stageKey, done, now);
      claimed.add(stageKey);
    } else {
      claims.put(key, done);
    }
  }

  /** Puts into state what is on the heap alone. */
  void write() throws Exception {
    if (doneLately != null) {
      doneLately.write();
    }
  }

  /** Whether {@code task} has another content than the task that has done its key. */
  boolean conflicts(Claim done, Task<I> task) {
    return policy.content() != null && done.conflictsWith(contentOf(task));
  }

  /**
   * Gives up the claim that {@code first} holds. Its claim may have expired while it waited, and
   * what another task has claimed or done since then is left alone.
   */
  void release(String key, TaskId first) throws Exception {
    Claim claim = claims.get(key);
    if (claim != null && !claim.done() && claim.first().equals(first)) {
      claims.remove(key);
    }
  }

  /** Keeps what the first task emitted; ids are kept as slots, free of the first task's own id. */
  void remember(String key, Emitted emitted) throws Exception {
    put(memoOfResult, key, emitted.of(null));
    for (Map.Entry<Output<?>, Cell<List<Task<?>>>> memo : memos.entrySet()) {
      put(memo.getValue(), key, emitted.of(memo.getKey()));
    }
  }

  /** What the first task emitted, as slots. */
  Emitted recall(String key) throws Exception {
    Emitted emitted = new Emitted();
    emitted.addAll(null, get(memoOfResult, key));
    for (Map.Entry<Output<?>, Cell<List<Task<?>>>> memo : memos.entrySet()) {
      emitted.addAll(memo.getKey(), get(memo.getValue(), key));
    }
    return emitted;
  }

  @Override
  public void close() {
    if (claimed != null) {
      claimed.close();
    }
  }

  /**
   * A fingerprint of eight bytes, truncated SHA-256 as hostile input may steer it; null where the
   * stage does not look. A content that is null or cannot be had equals only another such.
   */
  @Nullable
  private Long contentOf(Task<I> task) {
    if (policy.content() == null) {
      return null;
    }
    String value = StageKeySelector.keyOrNull(policy.content(), task.payload());
    TaskId hash = value == null ? TaskId.derive("none") : TaskId.derive("content", value);
    return hash.high();
  }

  private static void put(Cell<List<Task<?>>> memo, String key, List<Task<?>> slots)
      throws Exception {
    if (slots.isEmpty()) {
      memo.remove(key);
    } else {
      memo.put(key, new ArrayList<>(slots));
    }
  }

  private static List<Task<?>> get(Cell<List<Task<?>>> memo, String key) throws Exception {
    List<Task<?>> slots = memo.get(key);
    return slots == null ? List.of() : slots;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static TypeInformation<List<Task<?>>> tasks(TypeInformation<?> payload) {
    return (TypeInformation) Types.LIST(new TaskTypeInfo<>(payload));
  }
}
