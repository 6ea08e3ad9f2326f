package io.github.flowlib.samples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.op.Ops;

/** The direction of imports, over all modules: {@code docs/architecture.md} draws it. */
class ArchitectureTest {

  private static final String ROOT = "io.github.flowlib";
  private static final int MAX_FILES = 35;

  /** Its records are siblings, and a sealed family needs one package. */
  private static final String SPEC = ROOT + ".spec";

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(place -> !place.contains("jmh_generated")) // nobody writes these
          .importPackages(ROOT);

  @Test
  void allModulesAreThere() {
    assertThat(ALL.stream().map(JavaClass::getPackageName))
        .contains(ROOT, ROOT + ".tf", ROOT + ".mnist", ROOT + ".samples");
  }

  @Test
  void packagesHaveNoCircles() {
    Rules.noCircles().check(ALL);
  }

  @Test
  void importsOfTheLibraryGoDownwards() {
    checkFloors(ROOT + ".tf.internal", Rules.LIBRARY);
  }

  @Test
  void importsOfTheInterfaceGoDownwards() {
    Rules.onlyDownwards(ROOT, Rules.API).check(ALL);
  }

  @Test
  void theBackendAndMnistDoNotKnowEachOther() {
    for (List<String> pair : List.of(List.of("tf", "mnist"), List.of("mnist", "tf"))) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + pair.get(0) + "..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + "." + pair.get(1) + "..")
          .check(ALL);
    }
  }

  @Test
  void importsOfTheSamplesGoDownwards() {
    checkFloors(ROOT + ".samples", Rules.SAMPLES);
  }

  private static void checkFloors(String root, List<? extends List<String>> floors) {
    assertThat(packagesBelow(root))
        .as("every room has a floor")
        .isEqualTo(
            floors.stream()
                .flatMap(List::stream)
                .map(room -> Rules.name(root, room))
                .collect(Collectors.toSet()));
    Rules.onlyDownwards(root, floors).check(ALL);
  }

  private static Set<String> packagesBelow(String root) {
    return ALL.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(root))
        .collect(Collectors.toSet());
  }

  @Test
  void theThreeRoomsOfTheSamplesDoNotKnowEachOther() {
    List<String> rooms = List.of("examples", "exercises", "checks");
    for (String room : rooms) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".samples." + room + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              rooms.stream()
                  .filter(other -> !other.equals(room))
                  .map(other -> ROOT + ".samples." + other + "..")
                  .toArray(String[]::new))
          .check(ALL);
    }
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".samples.examples")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            packagesBelow(ROOT + ".samples").stream()
                .filter(name -> !name.equals(ROOT + ".samples.examples"))
                .toArray(String[]::new))
        .as("examples use nothing but the library")
        .check(ALL);
  }

  @Test
  void specsAndDataAreTheGround() {
    classes()
        .that()
        .resideInAnyPackage(SPEC, ROOT + ".data")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            SPEC,
            ROOT + ".data",
            ROOT + ".internal",
            "java..",
            "com.google.common..",
            "org.apache.commons.csv..",
            "org.jspecify..")
        .check(ALL);
  }

  @Test
  void librariesDoNotKnowTheSamples() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".samples..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".samples..")
        .check(ALL);
  }

  @Test
  void whatIsInternalStaysInside() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".tf..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".tf.internal..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".samples..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".internal..")
        .check(ALL);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".tf.internal..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".tf")
        .check(ALL);
  }

  @Test
  void exportedPackagesShowNoTensorFlow() {
    classes()
        .that()
        .resideOutsideOfPackages(ROOT + ".tf.internal..", ROOT + ".samples..")
        .and()
        .arePublic()
        .should(Rules.showNothingOf("org.tensorflow"))
        .check(ALL);
  }

  /** TensorFlow Java's own scopes name operations by the user's locale. */
  @Test
  void graphsOfTheLibraryAreNamedByGraphScope() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".tf..")
        .and()
        .doNotHaveSimpleName("GraphScope")
        .should()
        .callMethod(Ops.class, "create", ExecutionEnvironment.class)
        .orShould()
        .callMethod(ConcreteFunction.class, "create", Function.class)
        .check(ALL);
  }

  @Test
  void noPackageIsCrowded() {
    Map<String, Long> files =
        ALL.stream()
            .filter(each -> each.getEnclosingClass().isEmpty())
            .filter(each -> !each.getPackageName().equals(SPEC))
            .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
    assertThat(files).allSatisfy((name, count) -> assertThat(count).isLessThanOrEqualTo(MAX_FILES));
  }

  @Test
  void theOldestGuavaHasAllThatTheLibraryUses() throws IOException {
    List<JavaClass> library =
        ALL.stream().filter(each -> !each.getName().startsWith(ROOT + ".samples.")).toList();
    assertThat(OldestGuava.missing(library)).isEmpty();
  }

  @Test
  void whatTheOldestGuavaHasNotIsFound() throws IOException {
    assertThat(OldestGuava.missing(new ClassFileImporter().importClasses(TooNew.class)))
        .containsExactly(
            "com.google.common.collect.ImmutableMap$Builder.buildKeepingLast()"
                + " com.google.common.collect.ImmutableMap in TooNew",
            "com.google.common.collect.ImmutableMap$Builder.buildOrThrow()"
                + " com.google.common.collect.ImmutableMap in TooNew",
            "com.google.common.primitives.ImmutableLongArray in TooNew");
  }

  private record TooNew(ImmutableLongArray since22) {
    static List<ImmutableMap<String, String>> since31(ImmutableMap.Builder<String, String> map) {
      return Stream.concat(
              Stream.of(map.put("a", "b").buildOrThrow()),
              Stream.of(map).map(ImmutableMap.Builder::buildKeepingLast))
          .toList();
    }
  }

  /** A class of {@code graph} that imports {@code flow} turns the rules red. */
  @Test
  void aWrongImportIsFound() {
    String wrong = ArchitectureTest.class.getPackageName() + ".wrong";
    JavaClasses house = new ClassFileImporter().importPackages(wrong);
    assertThat(house.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet()))
        .containsAll(Set.of("Upstairs", "Downstairs"));
    assertThatThrownBy(
            () ->
                Rules.onlyDownwards(wrong, List.of(List.of("flow"), List.of("graph"))).check(house))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("graph must not import flow")
        .hasMessageContaining("Downstairs");
    assertThatThrownBy(
            () -> Rules.onlyDownwards(wrong, List.of(List.of("flow", "graph"))).check(house))
        .as("neighbours")
        .isInstanceOf(AssertionError.class);
    Rules.onlyDownwards(wrong, List.of(List.of("graph"), List.of("flow"))).check(house);
  }
}
