package io.taskweir.state.layout;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a job keeps: all operators of its graph, by uid, with their states and the types in these.
 *
 * <p>It is published as global parameters of the job, a line for each operator and each record, so
 * that the dashboard shows it and the REST interface returns it from a running job:
 *
 * <pre>
 * taskweir.workflow         orders
 * taskweir.version          0.1.0
 * taskweir.max-parallelism  128
 * taskweir.state.price-order  stage; key (Long, Long); envelope 1; account operator-list Account;
 *                             claim value Claim ttl 7 d; waiting-task map String Task&lt;Order&gt;; ...
 * taskweir.record.Claim     io.taskweir.state: content Long, done boolean, firstHigh long, ...
 * taskweir.record.Cause     io.taskweir.engine: enum COUNT, SCHEDULE, WAIT, END
 * </pre>
 *
 * <p>A record is called by its class's name without the package, which its line begins with; one
 * whose name another has too, by its full name.
 *
 * @param workflow the names of the workflows in the job, separated by commas
 * @param version the version of the code
 * @param maxParallelism the number of key groups; 0 where it was not set
 * @param stages by uid
 * @param records records and enums by the full text of their type
 */
public record StateLayout(
    String workflow,
    String version,
    int maxParallelism,
    Map<String, StageLayout> stages,
    Map<String, RecordLayout> records) {

  /** A layout that does not change any more. */
  public StateLayout {
    stages = Collections.unmodifiableMap(new TreeMap<>(stages));
    records = Collections.unmodifiableMap(new TreeMap<>(records));
  }

  /**
   * The layout that a job's global parameters tell; others among them are left alone.
   *
   * @throws IllegalArgumentException in one line where a parameter cannot be read
   */
  public static StateLayout of(Map<String, String> parameters) {
    return new LayoutReader(parameters).read();
  }

  /** Whether these parameters tell a layout. */
  public static boolean isIn(Map<String, String> parameters) {
    return parameters.containsKey(LayoutParameters.WORKFLOW);
  }

  /** Whether a global parameter of this key is part of a layout, and no option. */
  public static boolean isOne(String key) {
    return LayoutParameters.isOne(key);
  }

  /** It as global parameters of a job. */
  public Map<String, String> parameters() {
    return new LayoutWriter(this).parameters();
  }

  /** {@code parameters} with this layout in them instead of any that was there. */
  public Map<String, String> in(Map<String, String> parameters) {
    Map<String, String> all = new TreeMap<>(parameters);
    all.keySet().removeIf(LayoutParameters::isOne);
    all.putAll(parameters());
    return all;
  }
}
