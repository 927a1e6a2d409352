package io.taskweir.state;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import javax.annotation.Nullable;

/**
 * A task that ended without a result: why, after which attempts, and with what it takes to try it
 * again. Every field is a contract: add or remove one, never rename or retype it.
 *
 * @param id the task that failed, 32 hex digits
 * @param root its run
 * @param parent the task that made it; null for a root
 * @param tenant whose work it is
 * @param depth invocations above it
 * @param epoch redrives so far
 * @param workflow the workflow's name
 * @param stage the stage that gave up
 * @param reason an UPPER_SNAKE code that the task or the engine owns
 * @param failureClass what it asks of its reader; {@code class} in JSON
 * @param detail one line: what was wrong, what was expected
 * @param fingerprint equal for failures of one cause: 16 hex digits over workflow, stage, reason,
 *     the error's type and where it was thrown
 * @param attempts every attempt that failed, oldest first
 * @param source where the run came in; null where no source of ours is known
 * @param input the failed stage's input, ready to enter that stage again
 * @param failedAt when the stage gave up
 * @param version the code's version
 */
public record DeadLetter(
    String id,
    String root,
    @Nullable String parent,
    String tenant,
    int depth,
    int epoch,
    String workflow,
    String stage,
    String reason,
    @JsonProperty("class") FailureClass failureClass,
    String detail,
    String fingerprint,
    List<Attempt> attempts,
    @Nullable Source source,
    Input input,
    Instant failedAt,
    String version) {

  /** How {@link Input#value} is to be read. */
  public enum Encoding {
    /** The value is the stage's input as JSON. */
    @JsonProperty("json")
    JSON,
    /** The value is the original bytes in base64: they could not be parsed. */
    @JsonProperty("base64")
    BASE64,
    /** The value names a blob, {@code sha256:size}, that holds the JSON. */
    @JsonProperty("blob")
    BLOB
  }

  /**
   * The failed stage's input.
   *
   * @param type the input record's simple name
   * @param encoding how to read the value
   * @param value the input itself, or a reference to it
   */
  public record Input(String type, Encoding encoding, String value) {}
}
