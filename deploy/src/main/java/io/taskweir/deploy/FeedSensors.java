package io.taskweir.deploy;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code feed sensors}. */
@Command(
    name = "sensors",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Send readings to taskweir.sensors.in, merged by time.", ""})
final class FeedSensors implements Callable<Integer> {

  @Mixin ReadingInput input;
  @Mixin FeedOptions options;

  @Override
  public Integer call() throws Exception {
    options.send("sensors", "readings", SensorsPlan.feed(input.files(input.options())));
    return 0;
  }
}
