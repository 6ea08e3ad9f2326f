package io.github.flowlib.samples.results;

import static com.google.common.base.Preconditions.checkArgument;
import static java.util.Objects.requireNonNull;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.flowlib.samples.console.Reason;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The directory of a run. Everything is written beside it first and takes its place at the end, so
 * that a run that fails leaves the results of an earlier one alone. Only an empty directory or the
 * results of an earlier run are replaced, and those only while nobody has put a file among them.
 *
 * <pre>{@code
 * try (OutputDirectory out = OutputDirectory.prepare(target)) {
 *   write(out.path("index.html"));
 *   out.commit();
 * }
 * }</pre>
 */
public final class OutputDirectory implements AutoCloseable {

  private final Path target;
  private final Path work;
  private final Thread onInterrupt;
  private boolean done;

  private OutputDirectory(Path target, Path work) {
    this.target = target;
    this.work = work;
    // Ctrl-C ends a long training more often than anything else does.
    onInterrupt = new Thread(() -> deleteQuietly(work), "delete unfinished results");
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  /**
   * Where a command writes when it is not told: {@code samples/target/<name>}, whatever the current
   * directory is; {@code flowlib-<name>} in the current directory if the program was moved out of
   * its build directory.
   *
   * @param name of the command
   * @return a directory, which need not exist
   */
  public static Path defaultFor(String name) {
    try {
      Path classes =
          Path.of(
              OutputDirectory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path build = classes.getParent();
      if (build != null && build.endsWith("target")) {
        return build.resolve(name);
      }
    } catch (URISyntaxException | RuntimeException e) {
      // Not a file: then the current directory has to do.
    }
    return Path.of("flowlib-" + name);
  }

  /**
   * The same as {@link #prepare(Path)} for a command that has not looked at the target before.
   *
   * @param target the directory to write in the end
   * @param command the name of the command that writes it
   * @return a place to write into
   * @throws IllegalArgumentException see {@link #check(Path, String)}
   * @throws IOException if the place cannot be made
   */
  public static OutputDirectory prepare(Path target, String command) throws IOException {
    check(target, command);
    return prepare(target);
  }

  /**
   * Checks that a directory may be written by a command, before any work is done.
   *
   * @param directory the directory to write in the end
   * @param command the name of the command that writes it
   * @throws IllegalArgumentException if it is a file, or a directory that holds something else than
   *     results of an earlier run of this command
   * @throws IOException if it cannot be looked into
   */
  public static void check(Path directory, String command) throws IOException {
    check(directory);
    Optional<String> other = ResultsFile.command(directory).filter(name -> !name.equals(command));
    checkArgument(
        other.isEmpty(),
        "%s holds results of %s and is left alone, because only another run of %s replaces them; name"
            + " another directory with --out",
        directory,
        other.orElse(""),
        other.orElse(""));
  }

  /**
   * Checks the target, before any work is done, and makes a directory beside it.
   *
   * @param target the directory to write in the end
   * @return a place to write into
   * @throws IllegalArgumentException if the target is a file, or a directory that holds something
   *     else than results of an earlier run
   * @throws IOException if the place cannot be made
   */
  public static OutputDirectory prepare(Path target) throws IOException {
    check(target);
    Path absolute = target.toAbsolutePath().normalize();
    // A symbolic link stays one; what it points to is replaced.
    Path real = Files.isDirectory(absolute) ? absolute.toRealPath() : absolute;
    Path parent = requireNonNull(real.getParent(), "check refuses a root, which is never empty");
    try {
      Files.createDirectories(parent);
      Path work =
          parent.resolve(
              "."
                  + real.getFileName()
                  + "-"
                  + ProcessHandle.current().pid()
                  + "-"
                  + Long.toHexString(System.nanoTime()));
      return new OutputDirectory(real, Files.createDirectory(work));
    } catch (IOException e) {
      throw new IOException("cannot write into " + parent + ": " + Reason.of(e), e);
    }
  }

  /**
   * Checks that a directory may be written, before any work is done.
   *
   * @param directory the directory to write in the end
   * @throws IllegalArgumentException if it is a file, or a directory that holds something else than
   *     results of an earlier run
   * @throws IOException if it cannot be looked into
   */
  public static void check(Path directory) throws IOException {
    Path target = directory.toAbsolutePath().normalize();
    checkArgument(
        target.getParent() != null,
        "%s is a root directory and cannot be replaced; name another directory with --out",
        target);
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      Path ancestor = target.getParent();
      while (ancestor.getParent() != null && !Files.exists(ancestor)) {
        ancestor = ancestor.getParent();
      }
      checkArgument(
          Files.isDirectory(ancestor), "%s is a file; name a directory with --out", ancestor);
      return;
    }
    checkArgument(Files.isDirectory(target), "%s is a file; name a directory with --out", target);
    checkArgument(
        isEmpty(target) || ResultsFile.isIn(target),
        "%s holds something else than results of an earlier run and is left alone; name another"
            + " directory with --out",
        target);
    Optional<String> stranger = isEmpty(target) ? Optional.empty() : ResultsFile.stranger(target);
    checkArgument(
        stranger.isEmpty(),
        "%s holds %s, which is not among the files of an earlier run, and is left alone; name"
            + " another directory with --out",
        target,
        stranger.orElse(""));
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.findAny().isEmpty();
    }
  }

  /**
   * The directory to write into until {@link #commit()}.
   *
   * @return an existing directory
   */
  public Path path() {
    return work;
  }

  /**
   * A file or directory to write until {@link #commit()}.
   *
   * @param name within the directory
   * @return its path
   */
  public Path path(String name) {
    return work.resolve(name);
  }

  /**
   * The directory that is there in the end.
   *
   * @return an absolute path
   */
  public Path target() {
    return target;
  }

  /**
   * Puts the results in place of those of an earlier run.
   *
   * @throws IOException if that cannot be done; the message says where the results are
   */
  public void commit() throws IOException {
    Path old = work.resolveSibling(work.getFileName() + "-old");
    done = true;
    try {
      check(target); // hours may have passed
      if (Files.exists(target)) {
        Files.move(target, old);
      }
      try {
        Files.move(work, target);
      } catch (IOException e) {
        if (Files.exists(old)) {
          Files.move(old, target);
        }
        throw e;
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException(
          "cannot replace " + target + ": " + Reason.of(e) + "; the new results are in " + work, e);
    } finally {
      removeHook();
    }
    deleteQuietly(old);
  }

  /** Deletes what was written, unless it was put in place. */
  @Override
  public void close() {
    if (!done) {
      done = true;
      removeHook();
      deleteQuietly(work);
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // The virtual machine is ending and runs the hook already.
    }
  }

  private static void deleteQuietly(Path directory) {
    if (Files.exists(directory)) {
      try {
        MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
      } catch (IOException e) {
        System.getLogger(OutputDirectory.class.getName())
            .log(System.Logger.Level.WARNING, "cannot delete " + directory, e);
      }
    }
  }
}
