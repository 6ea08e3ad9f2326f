package io.github.flowlib.train;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.data.Dataset;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a model is trained.
 *
 * @param epochs passes over the training data at most
 * @param batchSize rows in a step; the last batch of an epoch may be smaller, but in a flow with
 *     {@linkplain io.github.flowlib.spec.BatchNorm batch normalisation} not a single row
 * @param learningRate the peak rate
 * @param schedule the rate over the steps
 * @param optimizer how weights follow gradients
 * @param clipNorm the bound on the global norm of the gradient, if any
 * @param l2 the weight of the L2 penalty, if any
 * @param averageDecay of the moving average of the weights, if any
 * @param patience early stopping: epochs without a better validation loss before training ends, if
 *     any
 * @param validation data that choose the best weights, if any
 * @param checkpoints where the state of the run is written, if anywhere
 * @param seed of the order of rows and of all noise
 * @param listeners hear of the progress
 */
public record Training(
    int epochs,
    int batchSize,
    double learningRate,
    Schedule schedule,
    OptimizerSpec optimizer,
    OptionalDouble clipNorm,
    OptionalDouble l2,
    OptionalDouble averageDecay,
    OptionalInt patience,
    Optional<Dataset> validation,
    Optional<Checkpoints> checkpoints,
    long seed,
    ImmutableList<TrainingListener> listeners) {

  private static final double SLOWEST_AVERAGE = 0.99999;

  /**
   * Checks the arguments. Rates and norms must be above 0 and finite in float32, which is what they
   * are computed in.
   *
   * @param epochs see {@link #epochs()}
   * @param batchSize see {@link #batchSize()}
   * @param learningRate see {@link #learningRate()}
   * @param schedule see {@link #schedule()}
   * @param optimizer see {@link #optimizer()}
   * @param clipNorm see {@link #clipNorm()}
   * @param l2 see {@link #l2()}
   * @param averageDecay see {@link #averageDecay()}
   * @param patience see {@link #patience()}
   * @param validation see {@link #validation()}
   * @param checkpoints see {@link #checkpoints()}
   * @param seed see {@link #seed()}
   * @param listeners see {@link #listeners()}
   * @throws IllegalArgumentException if one is out of range, or {@code patience} or the schedule
   *     needs validation data and there are none
   */
  public Training {
    checkArgument(epochs >= 1, "epochs must be at least 1, but was %s", epochs);
    checkArgument(batchSize >= 1, "batchSize must be at least 1, but was %s", batchSize);
    checkArgument(
        (float) learningRate > 0 && Float.isFinite((float) learningRate),
        "learningRate must be above 0 and finite, but was %s",
        learningRate);
    checkNotNull(schedule, "schedule must not be null");
    checkNotNull(optimizer, "optimizer must not be null");
    checkNotNull(clipNorm, "clipNorm must not be null");
    checkNotNull(l2, "l2 must not be null");
    checkNotNull(averageDecay, "averageDecay must not be null");
    checkNotNull(patience, "patience must not be null");
    checkNotNull(validation, "validation must not be null");
    checkNotNull(checkpoints, "checkpoints must not be null");
    checkNotNull(listeners, "listeners must not be null");
    clipNorm.ifPresent(
        norm ->
            checkArgument(
                (float) norm > 0 && Float.isFinite((float) norm),
                "clipNorm must be above 0 and finite, but was %s; leave it out for no clipping",
                norm));
    l2.ifPresent(
        weight ->
            checkArgument(
                (float) weight > 0 && Float.isFinite((float) weight),
                "l2 must be above 0 and finite, but was %s; leave it out for no penalty",
                weight));
    averageDecay.ifPresent(
        decay ->
            checkArgument(
                decay > 0 && decay <= SLOWEST_AVERAGE,
                "averageWeights must be above 0 and at most %s (float32 cannot hold slower averages), but"
                    + " was %s; leave it out for no averaging",
                SLOWEST_AVERAGE,
                decay));
    checkArgument(
        !schedule.needsValidation() || validation.isPresent(),
        "schedule %s needs validation data; add validation(...) or use another schedule",
        schedule);
    patience.ifPresent(
        p -> {
          checkArgument(p >= 1, "earlyStopping must be at least 1 epoch, but was %s", p);
          checkArgument(
              validation.isPresent(),
              "earlyStopping(%s) needs validation data; add validation(...) or leave it out",
              p);
        });
  }

  /**
   * Starts with the defaults: 10 epochs, batches of 256, Adam with peak rate 5e-4, 500 steps of
   * warm-up and cosine decay, no clipping, no penalty, no averaging, no validation, seed 0.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the settings of a training. */
  public static final class Builder {

    private int epochs = 10;
    private int batchSize = 256;
    private double learningRate = 5e-4;
    private Schedule schedule = new Schedule.WarmupCosine(500);
    private OptimizerSpec optimizer = OptimizerSpec.Adam.defaults();
    private OptionalDouble clipNorm = OptionalDouble.empty();
    private OptionalDouble l2 = OptionalDouble.empty();
    private OptionalDouble averageDecay = OptionalDouble.empty();
    private OptionalInt patience = OptionalInt.empty();
    private Optional<Dataset> validation = Optional.empty();
    private Optional<Checkpoints> checkpoints = Optional.empty();
    private long seed;
    private final ImmutableList.Builder<TrainingListener> listeners = ImmutableList.builder();

    private Builder() {}

    /**
     * Passes over the training data, at most. Default 10.
     *
     * @param epochs at least 1
     * @return this builder
     */
    public Builder epochs(int epochs) {
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
      this.learningRate = learningRate;
      return this;
    }

    /**
     * The rate over the steps. Default {@link Schedule.WarmupCosine} with 500 steps.
     *
     * @param schedule a factor on the peak rate
     * @return this builder
     */
    public Builder schedule(Schedule schedule) {
      this.schedule = schedule;
      return this;
    }

    /**
     * The optimizer. Default {@link OptimizerSpec.Adam#defaults()}.
     *
     * @param optimizer how weights follow gradients
     * @return this builder
     */
    public Builder optimizer(OptimizerSpec optimizer) {
      this.optimizer = optimizer;
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
      this.clipNorm = OptionalDouble.of(clipNorm);
      return this;
    }

    /**
     * Adds ½ l2 ‖W‖² of all matrices W to what is minimised: their gradients gain l2 · W, before
     * clipping. Losses are reported without it. Unlike {@link OptimizerSpec.Adam#weightDecay()} it
     * goes through the moments of Adam, which is what papers before 2019 mean by weight decay.
     * Default: no penalty.
     *
     * @param l2 above 0 and finite; Papamakarios et al. 2017 use 1e-6
     * @return this builder
     */
    public Builder l2(double l2) {
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
      this.averageDecay = OptionalDouble.of(decay);
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
      this.patience = OptionalInt.of(patience);
      return this;
    }

    /**
     * Data that are scored after every epoch; the model ends with the weights of the best epoch.
     * Default: none, and the model ends with the last weights.
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
     * Adds a listener; all are called in the order they were added.
     *
     * @param listener hears of the progress
     * @return this builder
     */
    public Builder listener(TrainingListener listener) {
      listeners.add(checkNotNull(listener, "listener must not be null"));
      return this;
    }

    /**
     * Checks and collects everything.
     *
     * @return the settings
     * @throws IllegalArgumentException as {@link Training} says
     */
    public Training build() {
      return new Training(
          epochs,
          batchSize,
          learningRate,
          schedule,
          optimizer,
          clipNorm,
          l2,
          averageDecay,
          patience,
          validation,
          checkpoints,
          seed,
          listeners.build());
    }
  }
}
