package io.taskweir.bench.micro;

import io.taskweir.engine.internal.StageKeySelector;
import io.taskweir.state.Task;
import io.taskweir.state.TaskId;
import io.taskweir.state.TaskTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** An operator of ours with its state in RocksDB, without a cluster around it. */
final class Harness<I, O> implements AutoCloseable {

  private static final int MAX_PARALLELISM = 128;

  private final KeyedOneInputStreamOperatorTestHarness<Tuple2<Long, Long>, Task<I>, Task<O>>
      operator;

  Harness(
      OneInputStreamOperatorFactory<Task<I>, Task<O>> factory,
      KeySelector<Task<I>, Tuple2<Long, Long>> keys,
      TypeInformation<O> result)
      throws Exception {
    operator =
        new KeyedOneInputStreamOperatorTestHarness<>(
            factory, keys, StageKeySelector.TYPE, MAX_PARALLELISM, 1, 0);
    operator.getExecutionConfig().enableObjectReuse();
    operator.setStateBackend(rocksDb());
    operator.setup(
        new TaskTypeInfo<>(result)
            .createSerializer(operator.getExecutionConfig().getSerializerConfig()));
    operator.open();
  }

  /** With the memory of a slot of a race; the harness's own 3 MB would be flushed all the time. */
  private static StateBackend rocksDb() {
    Configuration settings = new Configuration();
    settings.set(RocksDBOptions.FIX_PER_SLOT_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
    return new EmbeddedRocksDBStateBackend()
        .configure(settings, Thread.currentThread().getContextClassLoader());
  }

  static <I> Task<I> task(String id, I payload) {
    return Task.root(
        TaskId.ofCaller(Task.DEFAULT_TENANT, id),
        Task.DEFAULT_TENANT,
        0,
        Task.NO_DEADLINE,
        null,
        payload);
  }

  /** Sends a task, and forgets what came out. */
  void send(Task<I> task) throws Exception {
    operator.processElement(new StreamRecord<>(task));
    operator.getOutput().clear();
  }

  /** What comes before a checkpoint: all that is on the heap goes into state. */
  void flush() throws Exception {
    operator.getOperator().prepareSnapshotPreBarrier(1);
  }

  @Override
  public void close() throws Exception {
    operator.close();
  }
}
