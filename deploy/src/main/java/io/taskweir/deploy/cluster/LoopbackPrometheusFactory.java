package io.taskweir.deploy.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Makes a {@link LoopbackPrometheus} on the port of option {@code port}. */
public final class LoopbackPrometheusFactory implements MetricReporterFactory {

  @Override
  public MetricReporter createMetricReporter(Properties properties) {
    int port = Integer.parseInt(properties.getProperty("port"));
    try {
      return new LoopbackPrometheus(port);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " of the metrics cannot be had", e);
    }
  }
}
