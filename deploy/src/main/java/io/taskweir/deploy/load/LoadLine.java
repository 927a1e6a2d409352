package io.taskweir.deploy.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.taskweir.state.Json;
import java.io.IOException;
import java.time.Instant;
import javax.annotation.Nullable;

/**
 * What a tenant's work was in one window. Fields are a contract: add or remove one, never rename or
 * retype it.
 *
 * @param tenant whose work
 * @param stage at which stage; null, and absent in JSON, for all
 * @param windowStart where the window begins
 * @param windowEnd where it ends; it may not be over yet
 * @param tasks tasks that ended in it: succeeded, suppressed or dead
 * @param dead those of them that are dead letters
 * @param retried attempts that failed in it and were made again
 * @param busySeconds time that attempts ran in it, whenever they ended
 * @param mean how many ran at once on average, over what has passed of the window
 * @param peak the highest such mean over {@value Bins#MILLIS} ms
 */
public record LoadLine(
    String tenant,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String stage,
    Instant windowStart,
    Instant windowEnd,
    long tasks,
    long dead,
    long retried,
    double busySeconds,
    double mean,
    double peak) {

  /** What it is about: a later line of this key replaces it. */
  public String key() {
    return tenant + "/" + windowStart;
  }

  /** The line as JSON. */
  public String json() throws IOException {
    return Json.write(this);
  }
}
