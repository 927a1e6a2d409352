package io.taskweir;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.flink.annotation.Experimental;
import org.apache.flink.annotation.Internal;
import org.apache.flink.api.java.typeutils.PojoField;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializerSnapshot;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;

/**
 * The allowed directions between rooms, over the classes of all of them. The POMs hold the same
 * rules between modules; these also hold inside the one jar that is submitted. A room that is not
 * built yet passes its rule.
 */
@AnalyzeClasses(
    packages = "io.taskweir",
    importOptions = {ImportOption.DoNotIncludeTests.class, HouseRulesTest.WithoutFixtures.class})
class HouseRulesTest {

  /** Leaves out the engine's test-jar: a harness test may use what Flink keeps to itself. */
  static final class WithoutFixtures implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule roomsDependOnlyDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.taskweir..")
          .withOptionalLayers(true)
          .layer("state")
          .definedBy("io.taskweir.state..")
          .layer("engine")
          .definedBy("io.taskweir.engine..")
          .layer("email")
          .definedBy("io.taskweir.email..")
          .layer("crawl")
          .definedBy("io.taskweir.crawl..")
          .layer("sensors")
          .definedBy("io.taskweir.sensors..")
          .layer("connectors")
          .definedBy("io.taskweir.connectors..")
          .layer("job")
          .definedBy("io.taskweir.job..")
          .layer("logfmt")
          .definedBy("io.taskweir.logfmt..")
          .layer("deploy")
          .definedBy("io.taskweir.deploy..")
          .whereLayer("state")
          .mayNotAccessAnyLayer()
          .whereLayer("engine")
          .mayOnlyAccessLayers("state")
          .whereLayer("email")
          .mayOnlyAccessLayers("engine", "state")
          .whereLayer("crawl")
          .mayOnlyAccessLayers("engine", "state")
          .whereLayer("sensors")
          .mayOnlyAccessLayers("engine", "state")
          .whereLayer("connectors")
          .mayOnlyAccessLayers("state")
          .whereLayer("job")
          .mayOnlyAccessLayers("state", "engine", "email", "crawl", "sensors", "connectors")
          .whereLayer("logfmt")
          .mayNotAccessAnyLayer()
          .whereLayer("deploy")
          .mayNotBeAccessedByAnyLayer()
          .ensureAllClassesAreContainedInArchitecture();

  @ArchTest
  static final ArchRule roomsAreFreeOfCycles =
      slices().matching("io.taskweir.(*)..").should().beFreeOfCycles();

  /**
   * What Flink may change in any release, and what we take all the same: the parameter of an
   * interface that every sink's serializer implements, the one way to stay on a key without an
   * exchange, Flink's own word on which settings are secrets, and what it takes to keep a record by
   * another serializer than Flink's and still read what Flink's wrote.
   */
  private static final DescribedPredicate<JavaClass> TAKEN_ALL_THE_SAME =
      type(KafkaRecordSerializationSchema.KafkaSinkContext.class)
          .or(type(DataStreamUtils.class))
          .or(type(GlobalConfiguration.class))
          .or(type(PojoField.class))
          .or(type(PojoSerializerSnapshot.class));

  /** It is met in one place, which an upgrade then reviews, and where clusters are started. */
  @ArchTest
  static final ArchRule flinkInternalsStayInOnePackage =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.taskweir.engine.internal..", "io.taskweir.deploy..")
          .should()
          .dependOnClassesThat(not(TAKEN_ALL_THE_SAME).and(annotatedWith(Internal.class)))
          .orShould()
          .dependOnClassesThat(not(TAKEN_ALL_THE_SAME).and(annotatedWith(Experimental.class)))
          .allowEmptyShould(true);

  /** A broker and a cluster of our own belong to the local runner. */
  @ArchTest
  static final ArchRule onlyDeployStartsBrokersAndClusters =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.taskweir.deploy..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("kafka..", "org.apache.flink.runtime.minicluster..")
          .allowEmptyShould(true);

  /** The layout's jar lies in Flink's lib folder, where nothing else of ours is. */
  @ArchTest
  static final ArchRule theLayoutKnowsLog4jAlone =
      noClasses()
          .that()
          .resideInAPackage("io.taskweir.logfmt..")
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages(
              "io.taskweir.logfmt..", "java..", "javax.annotation..", "org.apache.logging.log4j..")
          .allowEmptyShould(true);
}
