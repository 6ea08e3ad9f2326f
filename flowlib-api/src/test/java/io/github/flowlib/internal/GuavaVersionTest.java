package io.github.flowlib.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuavaVersionTest {

  private static final String WHAT_TO_DO =
      "; add com.google.guava:guava with a newer version to the dependencies of the program, and see that"
          + " nothing puts another one before it";

  @Test
  void theGuavaOfTheBuildIsNewEnough() {
    assertThatCode(GuavaVersion::check).doesNotThrowAnyException();
  }

  @Test
  void anOlderOneIsNamedByItsPlace(@TempDir Path directory) throws IOException {
    Path source = directory.resolve("ImmutableList.java");
    Files.writeString(source, "package com.google.common.collect; public class ImmutableList {}");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, "-d", directory.toString(), source.toString()))
        .isZero();
    URL place = directory.toUri().toURL();
    try (URLClassLoader old = new URLClassLoader(new URL[] {place}, null)) {
      assertThat(GuavaVersion.fault(old))
          .isEqualTo(
              "flowlib needs Guava 21 or newer on the class path, but found " + place + WHAT_TO_DO);
    }
  }

  @Test
  void thatThereIsNoneIsSaid() {
    assertThat(GuavaVersion.fault(ClassLoader.getPlatformClassLoader()))
        .isEqualTo(
            "flowlib needs Guava 21 or newer on the class path, but found none" + WHAT_TO_DO);
  }
}
