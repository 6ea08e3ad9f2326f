package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.collect.ImmutableList;
import java.util.OptionalDouble;

/**
 * A network that reads numbers, with the context concatenated, and gives parameters of something:
 * in a coupling it reads part A of the event and gives the parameters with which part B is
 * transformed.
 *
 * <p>A transform wants one or more parameters per value of B (a shift; a log-scale and a shift).
 * There the last layer starts at zero, so that a new flow is the identity.
 */
public sealed interface ConditionerSpec {

  /**
   * One fully connected network for all parameters: {@code a ← f(W a + b)} for each hidden layer,
   * then a linear layer.
   *
   * <p>Hidden weights start uniform in ±√(6 / inputs) (He et al. 2015), for tanh in ±√(6 / (inputs
   * + outputs)) (Glorot and Bengio 2010); biases start at zero, and so does the last layer of a
   * coupling.
   *
   * <p>In a coupling the context starts as strong as all values of A together: the first weights of
   * its numbers are scaled by √(|A| / k), where k = 1 for a label and k = c for a vector of c
   * numbers. So both add the same variance to the first layer if values and context are of unit
   * scale. With equal weights a label would drown among hundreds of pixels, and samples would
   * hardly show the digit that was asked for.
   *
   * @param hidden units of each hidden layer, each at least 1; may be empty (a linear conditioner)
   * @param activation the nonlinearity f
   * @param dropout the share of hidden units that a training step leaves out, if any: each unit of
   *     each row is 0 with this probability p, and else divided by 1 − p (Srivastava et al. 2014).
   *     Validation and a trained model leave out nothing
   */
  record Mlp(ImmutableList<Integer> hidden, Activation activation, OptionalDouble dropout)
      implements ConditionerSpec {

    /**
     * Checks the arguments.
     *
     * @param hidden see {@link #hidden()}
     * @param activation see {@link #activation()}
     * @param dropout see {@link #dropout()}
     * @throws IllegalArgumentException if a hidden layer has no units, or dropout is out of range
     */
    public Mlp {
      checkNotNull(hidden, "hidden must not be null");
      checkNotNull(activation, "activation must not be null");
      for (int units : hidden) {
        checkArgument(
            units >= 1, "hidden layers must have at least 1 unit each, but were %s", hidden);
      }
      checkNotNull(dropout, "dropout must not be null");
      dropout.ifPresent(
          rate ->
              checkArgument(
                  rate > 0 && rate < 1,
                  "dropout must be above 0 and below 1, but was %s; leave it out for none",
                  rate));
    }

    /**
     * Without dropout.
     *
     * @param hidden see {@link #hidden()}
     * @param activation see {@link #activation()}
     * @throws IllegalArgumentException if a hidden layer has no units
     */
    public Mlp(ImmutableList<Integer> hidden, Activation activation) {
      this(hidden, activation, OptionalDouble.empty());
    }

    @Override
    public void checkServes(int parameters) {} // its last layer has as many outputs as are wanted
  }

  /**
   * A network of its own for every parameter, such as α and m in Dinh et al. 2017.
   *
   * @param nets one network per parameter, in the order the transform names them; a single network
   *     gives one of its kind to every parameter
   */
  record Separate(ImmutableList<ConditionerSpec> nets) implements ConditionerSpec {

    /**
     * Checks the arguments.
     *
     * @param nets see {@link #nets()}
     * @throws IllegalArgumentException if there is no network, or one of them is itself {@code
     *     Separate}
     */
    public Separate {
      checkNotNull(nets, "nets must not be null");
      checkArgument(
          !nets.isEmpty(), "separate conditioners must name at least 1 network, but were []");
      for (ConditionerSpec net : nets) {
        checkArgument(
            !(net instanceof Separate),
            "separate conditioners must not be nested, but were %s",
            nets);
      }
    }

    @Override
    public void checkServes(int parameters) {
      checkArgument(
          nets.size() == 1 || nets.size() == parameters,
          "separate conditioners must be %s (one for all, or one per parameter of the transform), but were %s",
          parameters == 1 ? "1" : "1 or " + parameters,
          nets.size());
    }
  }

  /**
   * Checks that this conditioner can serve a transform with so many parameters.
   *
   * @param parameters how many parameters per value the transform wants
   * @throws IllegalArgumentException if the number of separate networks is neither 1 nor {@code
   *     parameters}
   */
  void checkServes(int parameters);
}
