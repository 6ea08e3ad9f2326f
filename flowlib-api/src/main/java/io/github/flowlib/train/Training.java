package io.github.flowlib.train;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.base.MoreObjects;
import io.github.flowlib.data.Dataset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a model is trained: made by {@link #builder()}, and by {@link #toBuilder()} from another.
 *
 * <pre>{@code
 * Training training = Training.builder().epochs(30).validation(heldOut).earlyStopping(5).build();
 * }</pre>
 *
 * <p>Bad values are found when a method of the builder is called ({@link
 * IllegalArgumentException}); options that contradict each other by {@link Builder#build()} ({@link
 * IllegalStateException}). Rates, norms and weights must be above 0 and finite in float32, which is
 * what they are computed in.
 */
public final class Training {

  private static final double MAX_AVERAGE_DECAY = 0.99999;

  private final Builder settings;

  private Training(Builder settings) {
    this.settings = settings;
  }

  /**
   * Starts with the defaults: 10 epochs, batches of 256, Adam with peak rate 5e-4, 500 steps of
   * warm-up (at most a fifth of all) and cosine decay, no clipping, no penalty, no averaging, no
   * validation, seed 0, a {@link ProgressLog}.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Passes over the training data at most.
   *
   * @return at least 1
   */
  public int epochs() {
    return settings.epochs;
  }

  /**
   * Rows in a step; the last batch of an epoch may be smaller, but in a flow with {@linkplain
   * io.github.flowlib.spec.BatchNorm batch normalisation} not a single row.
   *
   * @return at least 1
   */
  public int batchSize() {
    return settings.batchSize;
  }

  /**
   * The peak learning rate.
   *
   * @return above 0
   */
  public double learningRate() {
    return settings.learningRate;
  }

  /**
   * The rate over the steps.
   *
   * @return a factor on the peak rate
   */
  public Schedule schedule() {
    return settings.schedule;
  }

  /**
   * How weights follow gradients.
   *
   * @return the optimizer
   */
  public Optimizer optimizer() {
    return settings.optimizer;
  }

  /**
   * The bound on the global norm of the gradient.
   *
   * @return empty for no clipping
   */
  public OptionalDouble clipNorm() {
    return settings.clipNorm;
  }

  /**
   * The weight of the L2 penalty.
   *
   * @return empty for no penalty
   */
  public OptionalDouble l2() {
    return settings.l2;
  }

  /**
   * The decay of the moving average of the weights.
   *
   * @return empty for no averaging
   */
  public OptionalDouble averageDecay() {
    return settings.averageDecay;
  }

  /**
   * How products are computed.
   *
   * @return {@link Precision#EXACT} unless another was chosen
   */
  public Precision precision() {
    return settings.precision;
  }

  /**
   * Whether steps are compiled for the GPU.
   *
   * @return whether {@link Builder#jitCompile()} was called
   */
  public boolean jitCompile() {
    return settings.jitCompile;
  }

  /**
   * Early stopping: epochs without a better validation loss before training ends.
   *
   * @return empty for no early stopping
   */
  public OptionalInt patience() {
    return settings.patience;
  }

  /**
   * Data that choose the best weights.
   *
   * @return empty if there are none
   */
  public Optional<Dataset> validation() {
    return settings.validation;
  }

  /**
   * Where the state of the run is written.
   *
   * @return empty if nowhere
   */
  public Optional<Checkpoints> checkpoints() {
    return settings.checkpoints;
  }

  /**
   * The seed of the order of rows and of all noise.
   *
   * @return any number
   */
  public long seed() {
    return settings.seed;
  }

  /**
   * Who hears of the progress, in this order: the listeners that were given; without any, and
   * unless {@link Builder#quiet()} was called, a {@link ProgressLog}.
   *
   * @return a list that does not change
   */
  public List<TrainingListener> listeners() {
    return settings.listeners.isEmpty() && !settings.quiet
        ? List.of(ProgressLog.toSystemLogger())
        : Collections.unmodifiableList(settings.listeners);
  }

  /**
   * Starts with these settings, to change some of them.
   *
   * @return a new builder, whose changes leave this training as it is
   */
  public Builder toBuilder() {
    return settings.copy();
  }

  /**
   * Names epochs, batch size, rate, schedule, optimizer and seed, and what else was set but
   * listeners.
   */
  @Override
  public String toString() {
    return settings.toString();
  }

  /** Collects the settings of a training. */
  public static final class Builder {

    private int epochs = 10;
    private int batchSize = 256;
    private double learningRate = 5e-4;
    private Schedule schedule = Schedule.warmupCosine(500);
    private Optimizer optimizer = Optimizer.adam();
    private OptionalDouble clipNorm = OptionalDouble.empty();
    private OptionalDouble l2 = OptionalDouble.empty();
    private OptionalDouble averageDecay = OptionalDouble.empty();
    private Precision precision = Precision.EXACT;
    private boolean jitCompile;
    private OptionalInt patience = OptionalInt.empty();
    private Optional<Dataset> validation = Optional.empty();
    private Optional<Checkpoints> checkpoints = Optional.empty();
    private long seed;
    private final List<TrainingListener> listeners = new ArrayList<>();
    private boolean quiet;

    private Builder() {}

    private Builder copy() {
      Builder copy = new Builder();
      copy.epochs = epochs;
      copy.batchSize = batchSize;
      copy.learningRate = learningRate;
      copy.schedule = schedule;
      copy.optimizer = optimizer;
      copy.clipNorm = clipNorm;
      copy.l2 = l2;
      copy.averageDecay = averageDecay;
      copy.precision = precision;
      copy.jitCompile = jitCompile;
      copy.patience = patience;
      copy.validation = validation;
      copy.checkpoints = checkpoints;
      copy.seed = seed;
      copy.listeners.addAll(listeners);
      copy.quiet = quiet;
      return copy;
    }

    @Override
    public String toString() {
      MoreObjects.ToStringHelper text =
          MoreObjects.toStringHelper(Training.class)
              .omitNullValues()
              .add("epochs", epochs)
              .add("batchSize", batchSize)
              .add("learningRate", learningRate)
              .add("schedule", schedule)
              .add("optimizer", optimizer);
      clipNorm.ifPresent(norm -> text.add("clipNorm", norm));
      l2.ifPresent(weight -> text.add("l2", weight));
      averageDecay.ifPresent(decay -> text.add("averageDecay", decay));
      text.add("precision", precision == Precision.EXACT ? null : precision);
      text.add("jitCompile", jitCompile ? true : null);
      patience.ifPresent(epochsWithout -> text.add("patience", epochsWithout));
      validation.ifPresent(data -> text.add("validation", data.rows() + " rows"));
      checkpoints.ifPresent(where -> text.add("checkpoints", where));
      return text.add("seed", seed).toString();
    }

    /**
     * Passes over the training data, at most. Default 10.
     *
     * @param epochs at least 1
     * @return this builder
     */
    public Builder epochs(int epochs) {
      checkArgument(epochs >= 1, "epochs must be at least 1, but was %s", epochs);
      this.epochs = epochs;
      return this;
    }

    /**
     * Rows in a step. Default 256.
     *
     * @param batchSize at least 1
     * @return this builder
     */
    public Builder batchSize(int batchSize) {
      checkArgument(batchSize >= 1, "batchSize must be at least 1, but was %s", batchSize);
      this.batchSize = batchSize;
      return this;
    }

    /**
     * The peak learning rate. Default 5e-4.
     *
     * @param learningRate above 0
     * @return this builder
     */
    public Builder learningRate(double learningRate) {
      checkArgument(
          isPositive(learningRate),
          "learningRate must be above 0 and finite, but was %s",
          learningRate);
      this.learningRate = learningRate;
      return this;
    }

    /**
     * The rate over the steps. Default {@link Schedule.WarmupCosine} with 500 steps of warm-up, at
     * most a fifth of all.
     *
     * @param schedule a factor on the peak rate
     * @return this builder
     */
    public Builder schedule(Schedule schedule) {
      this.schedule = checkNotNull(schedule, "schedule must not be null");
      return this;
    }

    /**
     * The optimizer. Default {@link Optimizer#adam()}.
     *
     * @param optimizer how weights follow gradients
     * @return this builder
     */
    public Builder optimizer(Optimizer optimizer) {
      this.optimizer = checkNotNull(optimizer, "optimizer must not be null");
      return this;
    }

    /**
     * Scales the gradient g of all weights down to g · clipNorm / max(‖g‖₂, clipNorm) (Pascanu,
     * Mikolov, Bengio 2013). Default: no clipping.
     *
     * @param clipNorm above 0 and finite, in nats
     * @return this builder
     */
    public Builder clipNorm(double clipNorm) {
      checkArgument(
          isPositive(clipNorm),
          "clipNorm must be above 0 and finite, but was %s; leave it out for no clipping",
          clipNorm);
      this.clipNorm = OptionalDouble.of(clipNorm);
      return this;
    }

    /**
     * Adds ½ l2 ‖W‖² of all matrices W to what is minimised: their gradients gain l2 · W, before
     * clipping. Losses are reported without it. Unlike {@link Optimizer.Adam#weightDecay()} it goes
     * through the moments of Adam, which is what papers before 2019 mean by weight decay. Default:
     * no penalty.
     *
     * @param l2 above 0 and finite; Papamakarios et al. 2017 use 1e-6
     * @return this builder
     */
    public Builder l2(double l2) {
      checkArgument(
          isPositive(l2),
          "l2 must be above 0 and finite, but was %s; leave it out for no penalty",
          l2);
      this.l2 = OptionalDouble.of(l2);
      return this;
    }

    /**
     * Keeps an exponential moving average of the weights, and takes it for the weights that count:
     * validation, the best weights, early stopping, snapshots and the model at the end are all of
     * the averaged weights, while steps go on from those that move. After step t
     *
     * <pre>
     * a ← a + (1 − decay) / (1 − decayᵗ) · (w − a)
     * </pre>
     *
     * <p>which is the average of the weights after steps 1 … t, the last ones weighing most,
     * corrected for its start: it reaches back about 1 / (1 − decay) steps, and in a shorter
     * training it is near the mean of all steps. Training losses remain those of the moving
     * weights. Default: no averaging.
     *
     * <p>Source: Kingma and Ba 2015, Adam, §7.2 (arXiv 1412.6980).
     *
     * @param decay above 0 and at most 0.99999; 0.999 is usual
     * @return this builder
     */
    public Builder averageWeights(double decay) {
      checkArgument(
          decay > 0 && decay <= MAX_AVERAGE_DECAY,
          "averageWeights must be above 0 and at most %s (float32 cannot hold slower averages), but"
              + " was %s; leave it out for no averaging",
          MAX_AVERAGE_DECAY,
          decay);
      averageDecay = OptionalDouble.of(decay);
      return this;
    }

    /**
     * How products are computed. Default {@link Precision#EXACT}.
     *
     * @param precision of the factors
     * @return this builder
     */
    public Builder precision(Precision precision) {
      this.precision = checkNotNull(precision, "precision must not be null");
      return this;
    }

    /**
     * Has the operations of a step compiled to kernels of the GPU that do many of them at once, by
     * XLA, TensorFlow's just-in-time compiler. The first steps take seconds longer, all others less
     * time where a GPU waits for small operations. The results differ in their last bits. On the
     * CPU, where it was slower, it changes nothing. Default: every operation has a kernel of its
     * own.
     *
     * <p>Source: XLA, <a href="https://openxla.org/xla">openxla.org/xla</a>.
     *
     * @return this builder
     */
    public Builder jitCompile() {
      jitCompile = true;
      return this;
    }

    /**
     * Ends the training when the validation loss has not improved for so many epochs. Default:
     * never. Needs {@link #validation}.
     *
     * @param patience epochs, at least 1
     * @return this builder
     */
    public Builder earlyStopping(int patience) {
      checkArgument(patience >= 1, "earlyStopping must be at least 1 epoch, but was %s", patience);
      this.patience = OptionalInt.of(patience);
      return this;
    }

    /**
     * Data that are scored after every epoch; the model ends with the weights of the best epoch, or
     * with those that a further {@code fit} starts from if no epoch is better. Default: none, and
     * the model ends with the last weights, however well they know the training rows by heart.
     *
     * @param validation rows of the same kind as the training data
     * @return this builder
     */
    public Builder validation(Dataset validation) {
      this.validation = Optional.of(checkNotNull(validation, "validation must not be null"));
      return this;
    }

    /**
     * Writes the state of the run again and again; with {@link Checkpoints#resumed()} the run goes
     * on from there. Default: nothing is written.
     *
     * @param checkpoints where, and how often
     * @return this builder
     */
    public Builder checkpoints(Checkpoints checkpoints) {
      this.checkpoints = Optional.of(checkNotNull(checkpoints, "checkpoints must not be null"));
      return this;
    }

    /**
     * The seed of the order of rows and of all noise. Default 0. The same seed, data and number of
     * threads give the same bits.
     *
     * @param seed any number
     * @return this builder
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Adds a listener; all are called in the order they were added. The {@link ProgressLog} that is
     * there by default gives way to it.
     *
     * @param listener hears of the progress
     * @return this builder
     */
    public Builder listener(TrainingListener listener) {
      listeners.add(checkNotNull(listener, "listener must not be null"));
      return this;
    }

    /**
     * Leaves out the {@link ProgressLog} that is there where no listener was added. Default: a line
     * for every epoch, so that hours of {@code fit} are not silent.
     *
     * @return this builder
     */
    public Builder quiet() {
      quiet = true;
      return this;
    }

    /**
     * Checks what options say together, and collects them.
     *
     * @return the settings
     * @throws IllegalStateException if {@link #earlyStopping} or the schedule needs validation data
     *     and there are none
     */
    public Training build() {
      checkState(
          !schedule.needsValidation() || validation.isPresent(),
          "schedule %s needs validation data; add validation(...) or use another schedule",
          schedule);
      checkState(
          patience.isEmpty() || validation.isPresent(),
          "earlyStopping(%s) needs validation data; add validation(...) or leave it out",
          patience.orElse(0));
      return new Training(copy());
    }

    private static boolean isPositive(double number) {
      return (float) number > 0 && Float.isFinite((float) number);
    }
  }
}
