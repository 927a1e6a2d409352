package io.taskweir.deploy.cluster;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cluster status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {"Say what runs where and how it fares. Exit 1 where no cluster is up.", ""})
final class Status implements Callable<Integer> {

  @Mixin InFolder in;

  @Override
  public Integer call() {
    ClusterFolder folder = in.folder();
    if (!folder.isUp()) {
      System.out.println("no cluster is up in " + folder.root());
      return 1;
    }
    System.out.print(StatusPage.of(folder));
    return 0;
  }
}
