package io.github.flowlib.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The documents of the project, and the command lines in them. */
final class Documents {

  /** Tests run in the directory of the module or in that of the project. */
  static final Path ROOT =
      Files.exists(Path.of("docs")) ? Path.of("") : Path.of("..").toAbsolutePath().normalize();

  private static final Pattern COMMAND = Pattern.compile("samples/flowlib ([^`#\\n]+)");

  private Documents() {}

  /** README.md and everything in docs. */
  static List<Path> markdown() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  /** What follows {@code samples/flowlib} wherever a text tells to run it. */
  static List<String> commands(String text) {
    return COMMAND.matcher(text).results().map(result -> result.group(1).strip()).toList();
  }

  /** The reason why a command line is not understood, with the command line; nothing runs. */
  static Optional<String> mistake(String command) {
    try {
      Main.commandLine().parseArgs(command.split("\\s+"));
      return Optional.empty();
    } catch (CommandLine.ParameterException e) {
      return Optional.of(command + ": " + e.getMessage());
    }
  }
}
