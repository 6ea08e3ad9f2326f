package io.github.flowlib.samples.checks.benchmark;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.spec.FlowSpec;
import io.github.flowlib.spec.ModelSpec;
import java.util.Optional;

/**
 * A model and what is asked of it.
 *
 * @param name for {@code --workloads}
 * @param spec of the model
 * @param dense how others build the same; empty if nobody else is measured
 * @param products of the networks
 * @param tasks what is measured
 */
record Workload(
    String name,
    ModelSpec spec,
    Optional<Dense> dense,
    Products products,
    ImmutableList<Task> tasks) {

  /**
   * A RealNVP with dense networks.
   *
   * @param dimension values in a row; even
   * @param couplings of the flow
   * @param units of both hidden layers of every network
   */
  record Dense(int dimension, int couplings, int units) {

    FlowSpec spec() {
      return RealNVP.builder()
          .dimension(dimension)
          .couplings(couplings)
          .hidden(units, units)
          .build();
    }
  }

  /** For flows without statistics of data, which answer at once. */
  private static final ImmutableList<Task> ONCE_NEW =
      ImmutableList.of(Task.ofModel(Task.Kind.CREATE));

  /** Networks as wide as those of exercise 1. */
  static final Workload DENSE =
      of(
          "dense",
          new Dense(784, 5, 1024),
          Task.step(100),
          Task.step(256),
          Task.step(1000),
          Task.logProb(1),
          Task.logProb(100),
          Task.logProb(10_000),
          Task.sample(1),
          Task.sample(10_000));

  /** A table of eight columns. */
  static final Workload TABLE =
      of(
          "table",
          new Dense(8, 8, 128),
          Task.step(256),
          Task.step(4096),
          Task.logProb(1),
          Task.logProb(100),
          Task.logProb(10_000),
          Task.sample(1),
          Task.sample(10_000));

  /** Images of 28 × 28 pixels under convolutions. */
  static final Workload MULTI_SCALE =
      of(
          "multi-scale",
          RealNVP.multiScale().image(28, 28).logit(0.05).build(),
          Optional.empty(),
          Task.step(64),
          Task.logProb(1),
          Task.logProb(1000),
          Task.sample(1),
          Task.sample(1000));

  /** Images of 28 × 28 pixels as 50 latents. */
  static final Workload AUTOENCODER =
      of(
          "autoencoder",
          VAE.builder().image(28, 28).hidden(300, 300).build(),
          Optional.empty(),
          Task.step(100),
          Task.elbo(1),
          Task.elbo(10_000),
          Task.sample(1),
          Task.sample(10_000));

  /** A table of eight columns under 120 small networks, and other beginnings. */
  static final Workload START =
      of(
          "start",
          RealNVP.builder().dimension(8).couplings(120).hidden(8, 8).build(),
          Optional.empty(),
          Task.ofModel(Task.Kind.CREATE),
          Task.ofModel(Task.Kind.FIRST_STEP),
          Task.ofModel(Task.Kind.FIRST_DIGIT));

  static final ImmutableList<Workload> ALL =
      ImmutableList.of(DENSE, TABLE, MULTI_SCALE, AUTOENCODER, START);

  private static Workload of(String name, Dense dense, Task... tasks) {
    return of(name, dense.spec(), Optional.of(dense), tasks);
  }

  private static Workload of(String name, ModelSpec spec, Optional<Dense> dense, Task... tasks) {
    return new Workload(
        name,
        spec,
        dense,
        Products.of(spec),
        ImmutableList.<Task>builder()
            .add(tasks)
            .addAll(dense.isPresent() ? ONCE_NEW : ImmutableList.of())
            .add(Task.ofModel(Task.Kind.SAVE))
            .add(Task.ofModel(Task.Kind.LOAD))
            .build());
  }

  /** Whether it is the one of its kind with the most rows, of those that take most memory. */
  boolean isLargest(Task task) {
    return task.kind().isOfRows()
        && task.kind() != Task.Kind.SAMPLE
        && tasks.stream()
            .filter(other -> other.kind() == task.kind())
            .allMatch(other -> other.rows() <= task.rows());
  }

  /** Floating-point operations of the products, two for each; a step has three times as many. */
  double operations(Task task) {
    long multiplications =
        task.kind() == Task.Kind.SAMPLE
            ? products.multiplicationsOfSample()
            : products.multiplications();
    return (task.kind() == Task.Kind.STEP ? 6.0 : 2.0) * multiplications * task.rows();
  }

  /**
   * Bytes that must be moved at least: weights are read once; Adam reads the gradient, both moments
   * and the weights, and writes all but the gradient.
   */
  double bytes(Task task) {
    long weights =
        task.kind() == Task.Kind.SAMPLE ? products.weightsOfSample() : products.weights();
    return (task.kind() == Task.Kind.STEP ? 7.0 : 1.0) * Float.BYTES * weights;
  }
}
