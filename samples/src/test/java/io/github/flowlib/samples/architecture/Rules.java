package io.github.flowlib.samples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.google.common.collect.ImmutableList;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.ThrowsDeclaration;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rules of structure, for {@link ArchitectureTest} and for the test of them. */
final class Rules {

  /**
   * The floors of {@code flowlib-tf}, from above to below, by the rooms on each: a room may import
   * what stands on lower floors.
   */
  static final ImmutableList<ImmutableList<String>> LIBRARY =
      Stream.of(
              "vae",
              "flow",
              "model",
              "train",
              "bijector",
              "distribution",
              "rows",
              "network",
              "store",
              "graph",
              "device")
          .map(ImmutableList::of)
          .collect(ImmutableList.toImmutableList());

  /** The floors of {@code flowlib-api}; "" is the package of the presets. */
  static final ImmutableList<ImmutableList<String>> API =
      ImmutableList.of(
          ImmutableList.of(""),
          ImmutableList.of("spi"),
          ImmutableList.of("model"),
          ImmutableList.of("device"),
          ImmutableList.of("train"),
          ImmutableList.of("data"),
          ImmutableList.of("spec"),
          ImmutableList.of("internal"));

  /** The floors of the samples; "" is the package of the command line itself. */
  static final ImmutableList<ImmutableList<String>> SAMPLES =
      ImmutableList.of(
          ImmutableList.of(""),
          ImmutableList.of(
              "examples",
              "exercises.commands",
              "checks.benchmark",
              "checks.resilience",
              "checks.interop",
              "checks.devices",
              "documents.tables"),
          ImmutableList.of("documents.reproduction"),
          ImmutableList.of("exercises.page", "exercises.plane", "exercises.anomaly"),
          ImmutableList.of("exercises"),
          ImmutableList.of("exercises.measurement"),
          ImmutableList.of("exercises.training", "exercises.report"),
          ImmutableList.of("exercises.evaluation", "exercises.baseline", "html"),
          ImmutableList.of("exercises.statistics", "models", "results"),
          ImmutableList.of("console"));

  private Rules() {}

  /** Imports go down the floors, never up and never to a neighbour. */
  static ArchRule onlyDownwards(String root, List<? extends List<String>> floors) {
    List<ArchRule> rules = new ArrayList<>();
    List<String> above = new ArrayList<>();
    for (List<String> floor : floors) {
      for (String room : floor) {
        List<String> forbidden = new ArrayList<>(above);
        floor.stream().filter(other -> !other.equals(room)).forEach(forbidden::add);
        if (!forbidden.isEmpty()) {
          rules.add(mustNotImport(root, room, forbidden));
        }
      }
      above.addAll(floor);
    }
    return CompositeArchRule.of(rules);
  }

  private static ArchRule mustNotImport(String root, String room, List<String> forbidden) {
    return noClasses()
        .that()
        .resideInAPackage(name(root, room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            forbidden.stream().map(other -> name(root, other)).toArray(String[]::new))
        .as(room + " must not import " + String.join(", ", forbidden));
  }

  static String name(String root, String room) {
    return room.isEmpty() ? root : root + "." + room;
  }

  /** No two packages import each other, directly or by way of others. */
  static ArchRule noCircles() {
    return slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
                return SliceIdentifier.of(javaClass.getPackageName());
              }

              @Override
              public String getDescription() {
                return "packages";
              }
            })
        .should()
        .beFreeOfCycles();
  }

  /** What others compile against names no type of a package. */
  static ArchCondition<JavaClass> showNothingOf(String packagePrefix) {
    return new ArchCondition<>("show no type of " + packagePrefix) {
      @Override
      public void check(JavaClass javaClass, ConditionEvents events) {
        if (ancestors(javaClass).anyMatch(type -> type.getName().startsWith(packagePrefix))) {
          events.add(SimpleConditionEvent.violated(javaClass, javaClass.getDescription()));
        }
        javaClass.getMembers().stream()
            .filter(Rules::isVisible)
            .filter(member -> types(member).anyMatch(t -> t.getName().startsWith(packagePrefix)))
            .forEach(
                member ->
                    events.add(SimpleConditionEvent.violated(member, member.getDescription())));
      }
    };
  }

  private static Stream<JavaClass> ancestors(JavaClass javaClass) {
    return Stream.concat(
        javaClass.getAllRawSuperclasses().stream(), javaClass.getAllRawInterfaces().stream());
  }

  private static boolean isVisible(JavaMember member) {
    return member.getModifiers().contains(JavaModifier.PUBLIC)
        || member.getModifiers().contains(JavaModifier.PROTECTED);
  }

  private static Stream<JavaClass> types(JavaMember member) {
    if (member instanceof JavaCodeUnit unit) {
      Stream<JavaClass> thrown = unit.getThrowsClause().stream().map(ThrowsDeclaration::getRawType);
      return Stream.of(
              thrown,
              unit.getReturnType().getAllInvolvedRawTypes().stream(),
              unit.getParameterTypes().stream()
                  .flatMap(type -> type.getAllInvolvedRawTypes().stream()))
          .flatMap(types -> types);
    }
    return ((JavaField) member).getType().getAllInvolvedRawTypes().stream();
  }
}
