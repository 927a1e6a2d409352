package io.taskweir.job;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import javax.annotation.Nullable;

/**
 * What {@code flink run} was given after the jar. Read by hand: a library for three words would
 * double what the jar carries for it.
 *
 * @param workflow which one to start
 * @param config the file of settings; null for none
 * @param settings {@code key=value} each
 */
record CommandLine(ShippedWorkflow workflow, @Nullable Path config, List<String> settings) {

  private static final String USAGE =
      "expected: WORKFLOW [--config FILE] [--set key=value]..., where WORKFLOW is one of ";

  static CommandLine parse(String[] arguments) {
    ShippedWorkflow workflow = null;
    Path config = null;
    var settings = new ArrayList<String>();
    for (Iterator<String> rest = Arrays.asList(arguments).iterator(); rest.hasNext(); ) {
      String argument = rest.next();
      if (argument.equals("--config")) {
        config = path(value(argument, rest));
      } else if (argument.equals("--set")) {
        settings.add(value(argument, rest));
      } else if (workflow == null && !argument.startsWith("-")) {
        workflow = ShippedWorkflow.named(argument);
      } else {
        throw usage("unknown argument: " + ConfigException.quote(argument));
      }
    }
    if (workflow == null) {
      throw usage("no workflow given");
    }
    return new CommandLine(workflow, config, List.copyOf(settings));
  }

  private static String value(String argument, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw usage("nothing follows " + argument);
    }
    return rest.next();
  }

  private static Path path(String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw usage("not a path: " + ConfigException.quote(name));
    }
  }

  private static ConfigException usage(String problem) {
    return new ConfigException(problem + "; " + USAGE + ShippedWorkflow.names());
  }
}
