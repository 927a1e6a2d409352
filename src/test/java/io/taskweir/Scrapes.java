package io.taskweir;

import io.taskweir.deploy.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.apache.flink.configuration.Configuration;

/** What Prometheus reads from Flink's own reporter, on a port of this machine. */
final class Scrapes {

  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private Scrapes(int port) {
    this.port = port;
  }

  static Scrapes onFreePort() {
    return new Scrapes(LoopbackPorts.anyFree(1)[0]);
  }

  /** The settings that make a cluster answer here, as {@code deploy/kubernetes} has them. */
  Configuration reporter() {
    String prefix = "metrics.reporter.prom.";
    Configuration reporter = new Configuration();
    reporter.setString(
        prefix + "factory.class", "org.apache.flink.metrics.prometheus.PrometheusReporterFactory");
    reporter.setString(prefix + "port", Integer.toString(port));
    reporter.setString(prefix + "filterLabelValueCharacters", "false");
    return reporter;
  }

  /** All metrics of this moment. */
  Scrape now() throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(Duration.ofSeconds(30))
            .build();
    return Scrape.parse(http.send(request, BodyHandlers.ofString()).body());
  }
}
