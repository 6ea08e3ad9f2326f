package io.github.flowlib.samples.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.FieldAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.properties.HasName;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The oldest Guava that the README promises to be enough, for Hadoop and others bring old ones
 * along. The build compiles against the newest, so the compiler cannot tell.
 */
final class OldestGuava {

  /** Copied by the build. */
  private static final Path JAR = Path.of("target", "guava", "guava-21.0.jar");

  private OldestGuava() {}

  /** What these classes use and it has not; empty if it is enough for them. */
  static Set<String> missing(Iterable<JavaClass> users) throws IOException {
    assertThat(JAR).as("mvn process-test-resources copies it").exists();
    Set<String> missing = new TreeSet<>();
    Map<String, Set<String>> known = new HashMap<>();
    try (URLClassLoader oldest =
        new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      for (JavaClass user : users) {
        Stream<String> types =
            user.getDirectDependenciesFromSelf().stream()
                .map(each -> each.getTargetClass().getBaseComponentType().getName())
                .filter(OldestGuava::isOfGuava)
                .filter(type -> membersOf(type, oldest, known).isEmpty());
        Stream<String> members =
            user.getAccessesFromSelf().stream()
                .map(each -> (AccessTarget) each.getTarget())
                .filter(each -> isOfGuava(each.getOwner().getName()))
                .filter(
                    each ->
                        isMissing(name(each), membersOf(each.getOwner().getName(), oldest, known)))
                .map(each -> each.getOwner().getName() + "." + name(each));
        Stream.concat(types, members)
            .forEach(each -> missing.add(each + " in " + user.getSimpleName()));
      }
    }
    return missing;
  }

  /** Of a class that is missing itself, its members are not told. */
  private static boolean isMissing(String member, Set<String> members) {
    return !members.isEmpty() && !members.contains(member);
  }

  private static Set<String> membersOf(
      String type, ClassLoader loader, Map<String, Set<String>> known) {
    return known.computeIfAbsent(type, name -> members(loader, name));
  }

  private static boolean isOfGuava(String type) {
    return type.startsWith("com.google.common.");
  }

  /** The visible members of a class, those from above included; none if there is no such class. */
  private static Set<String> members(ClassLoader loader, String type) {
    try {
      return above(Class.forName(type, false, loader))
          .flatMap(
              each ->
                  Stream.of(
                          each.getDeclaredMethods(),
                          each.getDeclaredConstructors(),
                          each.getDeclaredFields())
                      .flatMap(Arrays::stream))
          .filter(each -> (each.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0)
          .map(OldestGuava::name)
          .collect(Collectors.toSet());
    } catch (ClassNotFoundException e) {
      return Set.of();
    }
  }

  private static Stream<Class<?>> above(Class<?> type) {
    Stream<Class<?>> parents =
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
    return Stream.concat(Stream.of(type), parents.flatMap(OldestGuava::above));
  }

  /** As the class file of a user names it. */
  private static String name(AccessTarget target) {
    if (target instanceof CodeUnitAccessTarget code) {
      return name(
          code.getName(),
          code.getRawParameterTypes().stream().map(HasName::getName),
          code.getRawReturnType().getName());
    }
    return target.getName() + " " + ((FieldAccessTarget) target).getRawType().getName();
  }

  /** The same of a member that is there. */
  private static String name(Member member) {
    if (member instanceof Executable code) {
      return name(
          code instanceof Method ? code.getName() : "<init>",
          Arrays.stream(code.getParameterTypes()).map(Class::getName),
          code instanceof Method method ? method.getReturnType().getName() : "void");
    }
    return member.getName() + " " + ((java.lang.reflect.Field) member).getType().getName();
  }

  private static String name(String name, Stream<String> parameters, String result) {
    return name + parameters.collect(Collectors.joining(", ", "(", ") ")) + result;
  }
}
