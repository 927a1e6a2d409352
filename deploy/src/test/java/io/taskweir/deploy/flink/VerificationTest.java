package io.taskweir.deploy.flink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.taskweir.deploy.RunFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a JobManager that answers from a script. */
class VerificationTest {

  private final Map<String, String> answers = new ConcurrentHashMap<>();

  /** What happens when the checkpoints have been asked for the next time. */
  private final AtomicReference<Runnable> onceAsked = new AtomicReference<>(() -> {});

  private HttpServer server;
  private FlinkJob job;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    answers.put("/config", "{\"refresh-interval\": 100}");
    answers.put("/jobs/1/metrics", "[{\"id\": \"numRestarts\", \"value\": \"0\"}]");
    answers.put("/jobs/1/checkpoints/config", "{\"interval\": 10, \"timeout\": 10}");
    answers.put("/jobs/1/exceptions", "{\"exceptionHistory\": {\"entries\": []}}");
    answers.put("/jobs/1/vertices/a/subtasks/metrics", "[]");
    String url = "http://localhost:" + server.getAddress().getPort();
    job = new FlinkJob(new FlinkRest(url), "1", "taskweir-email", "RUNNING", 0);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void takesTwoCheckpointsWithoutARecordForAJobThatHasNothingToRead() {
    says(0, 0, 2);
    assertThatCode(() -> new Verification(job).await()).doesNotThrowAnyException();
  }

  @Test
  void refusesAJobThatWasRestartedBeforeTheMetricsSaySo() {
    says(77, 0, 2);
    answers.put(
        "/jobs/1/exceptions",
        "{\"exceptionHistory\": {\"entries\": [{\"stacktrace\": \"java.lang.Error: at a word\"}]}}");
    assertThatThrownBy(() -> new Verification(job).await())
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("at a word");
  }

  @Test
  void refusesAJobThatWasRestartedBetweenItsAnswers() {
    says(0, 5, 0);
    answers.put(
        "/jobs/1/exceptions",
        "{\"exceptionHistory\": {\"entries\": [{\"stacktrace\": \"java.lang.Error: at a word\"}]}}");
    // The checkpoint is told of, and the restart before it only in a later answer.
    Runnable restart = () -> says(77, 5, 1);
    onceAsked(
        () -> {
          says(0, 5, 1);
          onceAsked(restart);
        });
    assertThatThrownBy(() -> new Verification(job).await())
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("at a word");
  }

  private void onceAsked(Runnable action) {
    onceAsked.set(action);
  }

  private void says(long restarting, long written, long checkpoints) {
    answers.put(
        "/jobs/1",
        """
        {"state": "RUNNING", "timestamps": {"RESTARTING": %d},
         "vertices": [{"id": "a", "metrics": {"write-records": %d}}]}\
        """
            .formatted(restarting, written));
    answers.put("/jobs/1/checkpoints", "{\"counts\": {\"completed\": %d}}".formatted(checkpoints));
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String answer = answers.get(path);
    byte[] body = (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
    if (path.equals("/jobs/1/checkpoints")) {
      onceAsked.getAndSet(() -> {}).run();
    }
  }
}
