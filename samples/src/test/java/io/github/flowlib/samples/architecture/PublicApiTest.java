package io.github.flowlib.samples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of the modules see, over all public types of exported packages. */
class PublicApiTest {

  private static final String ROOT = "io.github.flowlib";
  private static final Path REPOSITORY = Path.of("..");
  private static final Map<String, Set<String>> EXPORTED = new TreeMap<>();

  static {
    for (String module : Set.of("flowlib-api", "flowlib-json", "flowlib-mnist", "flowlib-tf")) {
      EXPORTED.put(module, exportsOf(module));
    }
  }

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(EXPORTED.values().stream().flatMap(Set::stream).toArray(String[]::new));

  /** Packages that anybody may import; those for one of our modules alone are not among them. */
  private static Set<String> exportsOf(String module) {
    try (var in =
        Files.newInputStream(
            REPOSITORY.resolve(module).resolve("target/classes/module-info.class"))) {
      return ModuleDescriptor.read(in).exports().stream()
          .filter(export -> !export.isQualified())
          .map(ModuleDescriptor.Exports::source)
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void modulesExportWhatIsMeant() {
    assertThat(EXPORTED.get("flowlib-tf")).containsExactly(ROOT + ".tf");
    assertThat(EXPORTED.get("flowlib-json")).containsExactly(ROOT + ".json");
    assertThat(EXPORTED.get("flowlib-mnist")).containsExactly(ROOT + ".mnist");
    assertThat(EXPORTED.get("flowlib-api")).hasSize(7).contains(ROOT, ROOT + ".model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.google", "org.tensorflow", "com.fasterxml", "org.apache"})
  void noSignatureShowsAnotherLibrary(String library) {
    classes()
        .that()
        .resideInAnyPackage(packages())
        .and()
        .arePublic()
        .should(Rules.showNothingOf(library))
        .check(ALL);
  }

  private static String[] packages() {
    return EXPORTED.values().stream().flatMap(Set::stream).toArray(String[]::new);
  }

  @Test
  void noMethodAlwaysThrows() {
    noClasses()
        .that()
        .resideInAnyPackage(packages())
        .should()
        .dependOnClassesThat()
        .areAssignableTo(UnsupportedOperationException.class)
        .check(ALL);
  }

  /** The table at the front of the Javadoc of every module. */
  @ParameterizedTest
  @ValueSource(strings = {"flowlib-api", "flowlib-json", "flowlib-mnist", "flowlib-tf"})
  void everyPublicTypeStandsInTheOverview(String module) throws IOException {
    String overview =
        Files.readString(REPOSITORY.resolve(module).resolve("src/main/java/module-info.java"))
            .replaceAll("\\s*\\R \\* +", " ");
    Set<String> types =
        ALL.stream()
            .filter(type -> EXPORTED.get(module).contains(type.getPackageName()))
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(type -> type.getEnclosingClass().isEmpty())
            .map(JavaClass::getName)
            .collect(Collectors.toSet());
    assertThat(types).isNotEmpty();
    assertThat(types)
        .allSatisfy(type -> assertThat(overview).containsPattern("\\{@link " + type + "\\}"));
  }
}
