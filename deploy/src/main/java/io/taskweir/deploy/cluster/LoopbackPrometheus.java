package io.taskweir.deploy.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;

/**
 * Flink's Prometheus metrics on loopback. Flink's own reporter listens on every interface and takes
 * no address; this one differs in nothing else, so what reads one reads the other.
 */
final class LoopbackPrometheus extends AbstractPrometheusReporter {

  private static final int BACKLOG = 3;

  private final CollectorRegistry metrics;
  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          task -> {
            var thread = new Thread(task, "prometheus");
            thread.setDaemon(true);
            return thread;
          });

  LoopbackPrometheus(int port) throws IOException {
    metrics = registry();
    server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
    super.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var text = new StringWriter();
      TextFormat.write004(text, metrics.metricFamilySamples());
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", TextFormat.CONTENT_TYPE_004);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** The field of the reporter above, which Flink keeps to its own package. */
  private CollectorRegistry registry() {
    try {
      return (CollectorRegistry)
          MethodHandles.privateLookupIn(AbstractPrometheusReporter.class, MethodHandles.lookup())
              .findGetter(AbstractPrometheusReporter.class, "registry", CollectorRegistry.class)
              .invoke(this);
    } catch (Throwable e) {
      throw new IllegalStateException("this Flink's Prometheus reporter has no registry", e);
    }
  }
}
