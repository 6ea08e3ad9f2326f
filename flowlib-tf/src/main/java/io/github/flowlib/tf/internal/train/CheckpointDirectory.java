package io.github.flowlib.tf.internal.train;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import io.github.flowlib.tf.internal.graph.Log;
import io.github.flowlib.tf.internal.graph.Variables;
import io.github.flowlib.tf.internal.store.DirectoryReplacement;
import io.github.flowlib.tf.internal.store.JsonFile;
import io.github.flowlib.tf.internal.store.Manifest;
import io.github.flowlib.tf.internal.store.RunDescription;
import io.github.flowlib.train.Checkpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The checkpoints of one run. Each is written beside its name and moved there whole; one training
 * at a time holds the directory, by a lock that ends with its process.
 */
final class CheckpointDirectory implements CheckpointStore {

  /** Ends a training whose model takes the best weights so far. */
  static final class Failure extends UncheckedIOException {

    private static final long serialVersionUID = 1L;

    Failure(String message, IOException cause) {
      super(message, cause);
    }
  }

  /** Writes the best weights so far as a model. */
  @FunctionalInterface
  interface BestModel {

    void save(Map<String, float[]> weights, Path target) throws IOException;
  }

  private static final String PREFIX = "checkpoint-";
  private static final int DIGITS = 12;
  private static final Pattern NAME = Pattern.compile(PREFIX + "\\d{" + DIGITS + "}");
  private static final Pattern NAME_OR_BEST =
      Pattern.compile(NAME.pattern() + "|" + Checkpoints.BEST);

  /**
   * Held by this process. The lock of the file is for other processes: to open and close that file
   * once more would let go of it.
   */
  private static final Set<Path> HELD = Sets.newConcurrentHashSet();

  private static final String LOCK = ".lock";
  private static final String RUN = "run.json";

  private final Checkpoints settings;
  private final RunDescription run;
  private final ImmutableList<Variables.Variable> variables;
  private final Path directory;
  private final FileChannel channel;
  private final BestModel bestModel;
  private long newestStep = -1;

  /** The epoch whose weights the model has that this process wrote; 0 is the start. */
  private int savedEpoch = -1;

  private CheckpointDirectory(
      Checkpoints settings,
      RunDescription run,
      ImmutableList<Variables.Variable> variables,
      Path directory,
      FileChannel channel,
      BestModel bestModel) {
    this.settings = settings;
    this.run = run;
    this.variables = variables;
    this.directory = directory;
    this.channel = channel;
    this.bestModel = bestModel;
  }

  /**
   * Takes hold of the directory, which is created if it is missing.
   *
   * @throws IllegalStateException if another training holds it, or it holds checkpoints and none
   *     were expected
   * @throws UncheckedIOException if it cannot be used
   */
  static CheckpointDirectory open(
      Checkpoints settings,
      RunDescription run,
      ImmutableList<Variables.Variable> variables,
      BestModel bestModel) {
    try {
      // Its real path, which it has once it is there: one directory must have one name in HELD.
      Path directory =
          Files.createDirectories(DirectoryReplacement.resolve(settings.directory())).toRealPath();
      if (Files.exists(directory.resolve(Manifest.FILE))) {
        throw new IllegalStateException(
            directory + " is a saved model, which checkpoints would spoil; name another directory");
      }
      if (!HELD.add(directory)) {
        throw held(directory);
      }
      try {
        return open(settings, run, variables, directory, bestModel);
      } catch (IOException | RuntimeException e) {
        HELD.remove(directory);
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          settings.directory()
              + " must be a directory for checkpoints, but cannot be used ("
              + e
              + "); name another one",
          e);
    }
  }

  private static CheckpointDirectory open(
      Checkpoints settings,
      RunDescription run,
      ImmutableList<Variables.Variable> variables,
      Path directory,
      BestModel bestModel)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw held(directory);
      }
      CheckpointDirectory opened =
          new CheckpointDirectory(settings, run, variables, directory, channel, bestModel);
      DirectoryReplacement.tidy(directory, NAME_OR_BEST);
      if (Files.exists(directory.resolve(Checkpoints.BEST)) && opened.newestFirst().isEmpty()) {
        throw new IllegalStateException(
            directory.resolve(Checkpoints.BEST)
                + " stands where this training would save its best weights, and is of none whose"
                + " checkpoints are here; move it away, or name another directory");
      }
      if (!settings.resume() && !opened.newestFirst().isEmpty()) {
        throw new IllegalStateException(
            directory
                + " holds checkpoints of an earlier run; go on from them with"
                + " Checkpoints.in(...).resumed(), or name another directory");
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static IllegalStateException held(Path directory) {
    return new IllegalStateException(
        directory + " is where another training writes its checkpoints; name another directory");
  }

  /**
   * The newest that is not damaged.
   *
   * @throws IllegalStateException if it is of another run
   */
  @Override
  public Optional<Checkpoint> newest() {
    try {
      Optional<Checkpoint> newest = newestWhole();
      newest.ifPresent(checkpoint -> newestStep = checkpoint.state().step());
      return newest;
    } catch (IOException e) {
      throw new Failure(
          "no checkpoint in "
              + directory
              + " can be read; remove them to begin anew ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  private Optional<Checkpoint> newestWhole() throws IOException {
    Optional<IOException> damage = Optional.empty();
    for (Path path : newestFirst()) {
      try {
        return Optional.of(read(path));
      } catch (IOException e) {
        Log.LOG.log(System.Logger.Level.WARNING, "checkpoint not used: {0}", e.getMessage());
        damage = Optional.of(e);
      }
    }
    if (damage.isPresent()) {
      throw damage.get();
    }
    return Optional.empty();
  }

  private Checkpoint read(Path path) throws IOException {
    Manifest.verify(Manifest.Kind.CHECKPOINT, path);
    RunDescription written = JsonFile.read(path.resolve(RUN), RunDescription.class);
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

  /** Writes one, if it is not there already, and removes those that are too old. */
  @Override
  public void write(long step, Supplier<Checkpoint> checkpoint) {
    if (step == newestStep) {
      return;
    }
    Path target = directory.resolve(PREFIX + Strings.padStart(String.valueOf(step), DIGITS, '0'));
    Checkpoint state = checkpoint.get();
    try {
      try (DirectoryReplacement replacement = DirectoryReplacement.of(target, path -> true)) {
        Path path = replacement.directory();
        JsonFile.write(path.resolve(RUN), run);
        state.write(path, variables);
        Manifest.of(Manifest.Kind.CHECKPOINT, path).write(path);
        replacement.commit();
      }
      newestStep = step;
      writeBest(state);
      // Later ones are there only if they are damaged, and were passed over.
      List<Path> upToThis =
          newestFirst().stream().filter(path -> path.compareTo(target) <= 0).toList();
      for (Path old : upToThis.stream().skip(settings.keep()).toList()) {
        DirectoryReplacement.delete(old);
      }
    } catch (IOException e) {
      throw new Failure(
          "a checkpoint could not be written to "
              + directory
              + ", or an old one not be removed ("
              + e
              + "); check its permissions and the free space, then resume",
          e);
    }
  }

  /** A failure is no reason to stop: the checkpoint has these weights as well. */
  @Override
  public void writeBest(Checkpoint checkpoint) {
    int epoch = checkpoint.state().bestEpoch();
    if (!checkpoint.state().hasBest() || epoch <= savedEpoch) {
      return;
    }
    Path target = directory.resolve(Checkpoints.BEST);
    try {
      bestModel.save(checkpoint.best(), target);
      savedEpoch = epoch;
    } catch (IOException e) {
      Log.LOG.log(
          System.Logger.Level.WARNING,
          "the best weights so far are in the newest checkpoint, but could not be saved to {0}: {1}",
          target,
          e.getMessage());
    }
  }

  private List<Path> newestFirst() throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Lets go of the directory. */
  @Override
  public void close() {
    try {
      channel.close(); // lets go of its lock
    } catch (IOException e) {
      Log.LOG.log(
          System.Logger.Level.WARNING, "the lock of {0} could not be closed: {1}", directory, e);
    } finally {
      HELD.remove(directory);
    }
  }
}
