package io.github.flowlib.tf;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.flowlib.train.Checkpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of one run. Each is written beside its name and moved there whole; one training
 * at a time holds the directory, by a lock that ends with its process.
 */
final class CheckpointDirectory implements CheckpointStore, AutoCloseable {

  /** Ends a training whose model takes the best weights so far. */
  static final class Failure extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    Failure(String message, IOException cause) {
      super(message, cause);
    }
  }

  private static final System.Logger LOG =
      System.getLogger(CheckpointDirectory.class.getPackageName());

  private static final String PREFIX = "checkpoint-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "\\d{12}");

  /** What a killed process leaves of a checkpoint, see {@link DirectoryReplacement}. */
  private static final Pattern UNFINISHED =
      Pattern.compile("\\." + NAME + "\\.[0-9a-f-]{36}\\.(new|old)");

  private static final String LOCK = ".lock";
  private static final String RUN = "run.json";

  private final Checkpoints settings;
  private final RunDescription run;
  private final ImmutableList<Variables.Variable> variables;
  private final Path directory;
  private final FileChannel channel;

  /**
   * Takes hold of the directory, which is created if it is missing.
   *
   * @throws IllegalStateException if another training holds it, or it holds checkpoints and none
   *     were expected
   */
  CheckpointDirectory(
      Checkpoints settings, RunDescription run, ImmutableList<Variables.Variable> variables)
      throws IOException {
    this.settings = settings;
    this.run = run;
    this.variables = variables;
    directory = DirectoryReplacement.resolve(settings.directory());
    Files.createDirectories(directory);
    channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      lock();
      if (!settings.resume() && !newestFirst().isEmpty()) {
        throw new IllegalStateException(
            directory
                + " holds checkpoints of an earlier run; go on from them with"
                + " Checkpoints.in(...).resumed(), or name another directory");
      }
      for (Path unfinished : list(UNFINISHED)) {
        delete(unfinished);
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private void lock() throws IOException {
    boolean held;
    try {
      held = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) { // this very process has it
      held = false;
    }
    if (!held) {
      throw new IllegalStateException(
          directory + " is where another training writes its checkpoints; name another directory");
    }
  }

  /**
   * The newest that is not damaged.
   *
   * @throws IllegalStateException if it is of another run
   */
  @Override
  public Optional<Checkpoint> newest() {
    IOException damage = null;
    try {
      for (Path path : newestFirst()) {
        try {
          return Optional.of(read(path));
        } catch (IOException e) {
          LOG.log(System.Logger.Level.WARNING, "checkpoint not used: {0}", e.getMessage());
          damage = e;
        }
      }
    } catch (IOException e) {
      damage = e;
    }
    if (damage != null) {
      throw new Failure(
          "no checkpoint in " + directory + " can be read: " + damage.getMessage(), damage);
    }
    return Optional.empty();
  }

  private Checkpoint read(Path path) throws IOException {
    Manifest.verify(Manifest.Kind.CHECKPOINT, path);
    RunDescription written = SpecJson.readFile(path.resolve(RUN), RunDescription.class);
    Optional<String> difference = written.difference(run);
    if (difference.isPresent()) {
      throw new IllegalStateException(
          path
              + " is of another run: "
              + difference.get()
              + "; resume with the settings and data of that run, or name another directory");
    }
    return Checkpoint.read(path, variables);
  }

  @Override
  public boolean isDue(long step) {
    return settings.everySteps().isPresent() && step % settings.everySteps().getAsInt() == 0;
  }

  /** Writes one, and removes those that are too old. */
  @Override
  public void write(Supplier<Checkpoint> taken) {
    Checkpoint checkpoint = taken.get();
    String name = String.format(Locale.ROOT, "%s%012d", PREFIX, checkpoint.state().step());
    try {
      try (DirectoryReplacement replacement =
          DirectoryReplacement.of(directory.resolve(name), path -> true)) {
        Path path = replacement.directory();
        Files.writeString(path.resolve(RUN), SpecJson.MAPPER.writeValueAsString(run) + "\n");
        checkpoint.write(path, variables);
        Manifest.of(Manifest.Kind.CHECKPOINT, path).write(path);
        replacement.commit();
      }
      for (Path old : newestFirst().stream().skip(settings.keep()).toList()) {
        delete(old);
      }
    } catch (IOException e) {
      throw new Failure(
          "a checkpoint could not be written to "
              + directory
              + " ("
              + e
              + "); check its permissions and the free space, then resume",
          e);
    }
  }

  private List<Path> newestFirst() throws IOException {
    return list(NAME);
  }

  private List<Path> list(Pattern pattern) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(path -> pattern.matcher(path.getFileName().toString()).matches())
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  private static void delete(Path path) throws IOException {
    MoreFiles.deleteRecursively(path, RecursiveDeleteOption.ALLOW_INSECURE);
  }

  /** Lets go of the directory. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING, "the lock of {0} could not be closed: {1}", directory, e);
    }
  }
}
