package io.taskweir.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.taskweir.job.JobConfig;
import io.taskweir.job.ShippedWorkflow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code deploy/kubernetes}, as strictly as it can be read without Kubernetes: against the schema
 * that the operator's published API has with it, and against the rest of the project.
 *
 * <p>{@code -Dtaskweir.crd=FILE} takes the definition of a newer operator instead.
 */
class KubernetesFilesTest {

  private static final String PUBLISHED =
      "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

  @Nullable private static final String NEWER = System.getProperty("taskweir.crd");

  private static final Path ROOM = Path.of(System.getProperty("basedir"));

  static Stream<String> workflows() {
    return ShippedWorkflow.all().stream().map(ShippedWorkflow::label);
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void theOperatorKnowsEveryFieldOfADeployment(String workflow) throws IOException {
    Yaml deployment = deployment(workflow);
    assertThat(deployment.text("apiVersion")).isEqualTo("flink.apache.org/v1beta1");
    assertThat(deployment.text("kind")).isEqualTo("FlinkDeployment");
    assertThat(deployment.at("metadata").text("name")).isEqualTo("taskweir-" + workflow);

    Map<String, Object> spec = new TreeMap<>(deployment.at("spec").values());
    assertThat(spec).containsEntry("flinkVersion", "v2_2");
    if (NEWER == null) {
      // The newest API that is published is older than this version of Flink; the operator is not.
      spec.remove("flinkVersion");
    }
    assertThat(definition().at("spec").problems(spec)).isEmpty();
  }

  @Test
  void aMistypedFieldIsFound() throws IOException {
    Map<String, Object> job = Map.of("parallelism", "four", "upgradeMod", "savepoint");
    assertThat(definition().at("spec", "job").problems(job))
        .hasSize(2)
        .anyMatch(problem -> problem.startsWith("/parallelism: got four, expected integer"))
        .anyMatch(problem -> problem.startsWith("/upgradeMod: unknown"));
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void startsTheWorkflowWithItsOwnFileOfOptions(String workflow) throws IOException {
    Yaml spec = deployment(workflow).at("spec");
    assertThat(spec.at("job").values().get("args"))
        .isEqualTo(List.of(workflow, "--config", "/etc/taskweir/taskweir.yaml"));
    assertThat(spec.at("job").text("upgradeMode")).isEqualTo("savepoint");
    Yaml pod = spec.at("podTemplate", "spec");
    assertThat(pod.list("volumes"))
        .contains(Map.of("name", "config", "secret", Map.of("secretName", "taskweir-" + workflow)));
    assertThat(new Yaml(pod.list("containers").get(0)).list("volumeMounts"))
        .contains(Map.of("name", "config", "mountPath", "/etc/taskweir", "readOnly", true));
  }

  @Test
  void workflowsDifferInTheirNamesAlone() throws IOException {
    String email = Files.readString(ROOM.resolve("kubernetes/email.yaml"));
    for (String workflow : workflows().toList()) {
      assertThat(Files.readString(ROOM.resolve("kubernetes/" + workflow + ".yaml")))
          .isEqualTo(email.replace("email", workflow));
    }
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void theExampleOfOptionsIsAccepted(String workflow) {
    JobConfig config =
        JobConfig.read(ROOM.resolve("kubernetes/config/" + workflow + ".example.yaml"), List.of());
    assertThat(config.kafka()).containsKey("sasl.jaas.config");
  }

  @ParameterizedTest
  @MethodSource("workflows")
  void logsAsTheFileOfTheLayoutSays(String workflow) throws IOException {
    assertThat(deployment(workflow).at("spec", "logConfiguration").text("log4j-console.properties"))
        .isEqualTo(Files.readString(ROOM.resolve("logfmt/log4j.properties")));
  }

  @Test
  void noPodRunsAsRoot() throws IOException {
    Yaml flink = deployment("email").at("spec", "podTemplate", "spec");
    Yaml sweep = sweep().at("spec", "jobTemplate", "spec", "template", "spec");
    for (Yaml pod : List.of(flink, sweep)) {
      assertThat(pod.at("securityContext").values())
          .containsEntry("runAsNonRoot", true)
          .containsEntry("runAsUser", 9999);
      assertThat(Yaml.of(pod.list("containers").get(0).get("securityContext")).values())
          .containsEntry("allowPrivilegeEscalation", false);
    }
  }

  @Test
  void thePodThatSweepsIsOneOfKubernetes() throws IOException {
    CrdSchema pod = definition().at("spec", "podTemplate");
    Object template = sweep().at("spec", "jobTemplate", "spec").values().get("template");
    assertThat(pod.problems(template)).isEmpty();
  }

  @Test
  void theNetworkPolicyCoversThePodsOfFlink() throws IOException {
    Object labels =
        deployment("email").at("spec", "podTemplate", "metadata").values().get("labels");
    Yaml policy = Yaml.file("kubernetes/network.yaml").at("spec");
    assertThat(policy.at("podSelector").values()).containsEntry("matchLabels", labels);
    assertThat(policy.list("ingress"))
        .allSatisfy(rule -> assertThat(new Yaml(rule).list("from")).isNotEmpty());
  }

  private static Yaml deployment(String workflow) throws IOException {
    return Yaml.file("kubernetes/" + workflow + ".yaml");
  }

  private static Yaml sweep() throws IOException {
    return Yaml.file("kubernetes/sweep.yaml");
  }

  private static CrdSchema definition() throws IOException {
    if (NEWER != null) {
      return CrdSchema.of(Yaml.parse(Files.readString(Path.of(NEWER))).get(0));
    }
    try (var published = KubernetesFilesTest.class.getResourceAsStream(PUBLISHED)) {
      String text = new String(published.readAllBytes(), StandardCharsets.UTF_8);
      return CrdSchema.of(Yaml.parse(text).get(0));
    }
  }
}
