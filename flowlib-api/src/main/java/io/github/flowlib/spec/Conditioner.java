package io.github.flowlib.spec;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;

import com.google.common.primitives.Ints;
import io.github.flowlib.internal.Copies;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A network that reads numbers, with the context concatenated, and gives parameters of something:
 * in a coupling it reads part A of the event and gives the parameters with which part B is
 * transformed.
 *
 * <p>A transform wants one or more parameters per value of B (a shift; a log-scale and a shift).
 * There the last layer starts at zero, so that a new flow is the identity.
 */
public sealed interface Conditioner {

  /**
   * One fully connected network for all parameters: {@code a ← f(W a + b)} for each hidden layer,
   * then a linear layer.
   *
   * <p>Hidden weights start uniform in ±√(6 / inputs) (He et al. 2015), for tanh in ±√(6 / (inputs
   * + outputs)) (Glorot and Bengio 2010); biases start at zero, and so does the last layer of a
   * coupling. In an autoregressive transform, whose masks leave about half of the weights, inputs
   * and outputs count half.
   *
   * <p>In a coupling the context starts as strong as all values of A together: the first weights of
   * its numbers are scaled by √(|A| / k), where k = 1 for a label and k = c for a vector of c
   * numbers, or an embedding of them; with a label and a vector, k = 2 and k = 2c. So both add the
   * same variance to the first layer if values and context are of unit scale. With equal weights a
   * label would drown among hundreds of pixels, and samples would hardly show the digit that was
   * asked for.
   *
   * @param hidden units of each hidden layer, each at least 1; may be empty (a linear conditioner)
   * @param activation the nonlinearity f
   * @param dropout the share of hidden units that a training step leaves out, if any: each unit of
   *     each row is 0 with this probability p, and else divided by 1 − p (Srivastava et al. 2014).
   *     Validation and a trained model leave out nothing
   */
  record Mlp(List<Integer> hidden, Activation activation, OptionalDouble dropout)
      implements Conditioner {

    /**
     * Checks the arguments.
     *
     * @param hidden see {@link #hidden()}
     * @param activation see {@link #activation()}
     * @param dropout see {@link #dropout()}
     * @throws IllegalArgumentException if a hidden layer has no units, or dropout is out of range
     */
    public Mlp {
      hidden = Copies.of(hidden, "hidden");
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
    public Mlp(List<Integer> hidden, Activation activation) {
      this(hidden, activation, OptionalDouble.empty());
    }

    @Override
    public void checkServes(int parameters) {} // its last layer has as many outputs as are wanted

    @Override
    public Mlp withActivation(Activation activation) {
      return new Mlp(hidden, activation, dropout);
    }

    @Override
    public boolean dropsOut() {
      return dropout.isPresent();
    }

    @Override
    public int widestLayer() {
      return hidden.stream().reduce(0, Math::max);
    }
  }

  /**
   * A convolutional residual network for images: {@code h ← K₀ * x + C₀ y}, then for each block
   * {@code h ← h + K₂ * f(K₁ * f(h) + C y)}, and {@code K * f(h)} at the end, with biases; the last
   * kernel is 1 × 1, the others 3 × 3, and borders are padded with zeros.
   *
   * <p>It sees part A as an image of its own, as high and wide as part B: for a {@linkplain
   * Mask.Kind#CHANNELS mask of channels} the channels of A at every pixel; for a {@linkplain
   * Mask.Kind#CHECKERBOARD checkerboard} the two pixels of A in every block of 2 × 2 as channels of
   * an image of half the height and width, so that no work is done on pixels that are masked.
   *
   * <p>The context is added to every pixel, in the first layer and in every block: the same as
   * planes of it concatenated to the images and read by a kernel of 1 × 1. Its weights start at
   * zero: the network begins as one without context, and learns what the context adds. Second
   * kernels of blocks start small, so that depth does not blow up what enters; the last kernel
   * starts at zero.
   *
   * <p>Source: He et al. 2016, Identity mappings in deep residual networks (arXiv 1603.05027), as
   * in Dinh et al. 2017, §3.6 and §4.1, without batch normalisation.
   *
   * @param filters channels of h, 1 to 65536
   * @param blocks residual blocks, at least 0
   * @param activation the nonlinearity f
   */
  record ResNet(int filters, int blocks, Activation activation) implements Conditioner {

    private static final int MAX_FILTERS = 1 << 16; // and doubled for seven more scales, an int

    /**
     * Checks the arguments.
     *
     * @param filters see {@link #filters()}
     * @param blocks see {@link #blocks()}
     * @param activation see {@link #activation()}
     * @throws IllegalArgumentException if there are no filters or too many, or fewer than 0 blocks
     */
    public ResNet {
      checkNotNull(activation, "activation must not be null");
      checkArgument(
          filters >= 1 && filters <= MAX_FILTERS,
          "filters must be 1 to %s, but was %s",
          MAX_FILTERS,
          filters);
      checkArgument(blocks >= 0, "blocks must be at least 0, but was %s", blocks);
    }

    @Override
    public void checkServes(int parameters) {} // its last layer has as many outputs as are wanted

    @Override
    public ResNet withActivation(Activation activation) {
      return new ResNet(filters, blocks, activation);
    }

    @Override
    public void checkReads(Mask mask, EventShape event) {
      checkArgument(
          mask.kind() == Mask.Kind.CHECKERBOARD || mask.kind() == Mask.Kind.CHANNELS,
          "a convolutional network needs a checkerboard mask or one of channels, but the mask is %s",
          mask.kind());
      checkArgument(
          mask.kind() == Mask.Kind.CHANNELS || (event.size(0) % 2 == 0 && event.size(1) % 2 == 0),
          "a convolutional network with a checkerboard mask needs an even height and width, but the event is %s; use"
              + " an image of even size, or a mask of channels after squeezing",
          event);
    }
  }

  /**
   * A network of its own for every parameter, such as α and m in Dinh et al. 2017.
   *
   * @param nets one network per parameter, in the order the transform names them; a single network
   *     gives one of its kind to every parameter
   */
  record Separate(List<Conditioner> nets) implements Conditioner {

    /**
     * Checks the arguments.
     *
     * @param nets see {@link #nets()}
     * @throws IllegalArgumentException if there is no network, or one of them is itself {@code
     *     Separate}
     */
    public Separate {
      nets = Copies.of(nets, "nets");
      checkArgument(
          !nets.isEmpty(), "separate conditioners must name at least 1 network, but were []");
      for (Conditioner net : nets) {
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

    @Override
    public boolean dropsOut() {
      return nets.stream().anyMatch(Conditioner::dropsOut);
    }

    @Override
    public int widestLayer() {
      return nets.stream().mapToInt(Conditioner::widestLayer).max().orElse(0);
    }

    @Override
    public Separate withActivation(Activation activation) {
      return new Separate(nets.stream().map(net -> net.withActivation(activation)).toList());
    }

    @Override
    public void checkReads(Mask mask, EventShape event) {
      nets.forEach(net -> net.checkReads(mask, event));
    }
  }

  /**
   * One fully connected network, without dropout.
   *
   * @param activation between the layers
   * @param hidden units of each hidden layer, each at least 1; none gives a linear network
   * @return the network
   */
  static Mlp mlp(Activation activation, int... hidden) {
    return new Mlp(Ints.asList(checkNotNull(hidden, "hidden must not be null")), activation);
  }

  /**
   * A convolutional residual network.
   *
   * @param filters channels inside, 1 to 65536
   * @param blocks residual blocks, at least 0
   * @param activation the nonlinearity
   * @return the network
   */
  static ResNet resNet(int filters, int blocks, Activation activation) {
    return new ResNet(filters, blocks, activation);
  }

  /**
   * A network for every parameter.
   *
   * @param nets one for all, or one per parameter in the order the transform names them
   * @return the networks
   */
  static Separate separate(Conditioner... nets) {
    return new Separate(Arrays.asList(checkNotNull(nets, "nets must not be null")));
  }

  /**
   * Checks that this conditioner can serve a transform with so many parameters. Records of
   * transforms call it; it is public because methods of an interface are.
   *
   * @param parameters how many parameters per value the transform wants
   * @throws IllegalArgumentException if the number of separate networks is neither 1 nor {@code
   *     parameters}
   */
  void checkServes(int parameters);

  /**
   * Checks that this conditioner can read part A of an event and write as much as part B has.
   * Records of couplings call it; it is public because methods of an interface are.
   *
   * @param mask splits the event; it fits
   * @param event the shape of the event
   * @throws IllegalArgumentException if the network is convolutional and the parts are no images
   */
  default void checkReads(Mask mask, EventShape event) {}

  /**
   * Tells whether units are left out in training.
   *
   * @return false unless the network says otherwise
   */
  default boolean dropsOut() {
    return false;
  }

  /**
   * The units of the widest hidden dense layer.
   *
   * @return 0 for a convolutional network, which has none
   */
  default int widestLayer() {
    return 0;
  }

  /**
   * The same network with another nonlinearity.
   *
   * @param activation between the layers
   * @return the network
   */
  Conditioner withActivation(Activation activation);
}
