package io.github.flowlib.samples.checks.benchmark;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.RealNVP;
import io.github.flowlib.spec.FlowSpec;

/**
 * A RealNVP and what is asked of it.
 *
 * @param name for {@code --workloads}
 * @param dimension values in a row; even
 * @param couplings of every model
 * @param units of both hidden layers of every network
 * @param tasks what is measured
 */
record Workload(String name, int dimension, int couplings, int units, ImmutableList<Task> tasks) {

  /** Networks as wide as those of exercise 1. */
  static final Workload DENSE =
      new Workload(
          "dense",
          784,
          5,
          1024,
          ImmutableList.of(
              Task.step(100),
              Task.step(1000),
              Task.logProb(1),
              Task.logProb(100),
              Task.logProb(10_000),
              Task.sample(1),
              Task.sample(10_000)));

  /** A table of eight columns. */
  static final Workload TABLE =
      new Workload(
          "table",
          8,
          8,
          128,
          ImmutableList.of(
              Task.step(256),
              Task.step(4096),
              Task.logProb(1),
              Task.logProb(100),
              Task.logProb(10_000),
              Task.sample(1),
              Task.sample(10_000)));

  static final ImmutableList<Workload> ALL = ImmutableList.of(DENSE, TABLE);

  FlowSpec spec() {
    return RealNVP.builder().dimension(dimension).couplings(couplings).hidden(units, units).build();
  }

  /** Weights of the matrices of all networks. */
  long weights() {
    long half = dimension / 2;
    return couplings * (half * units + (long) units * units + units * 2 * half);
  }

  /** Floating-point operations of the products, two for each weight and row; a step has three. */
  double operations(Task task) {
    return (task.kind() == Task.Kind.STEP ? 6.0 : 2.0) * weights() * task.rows();
  }

  /**
   * Bytes that must be moved at least: weights are read once; Adam reads the gradient, both moments
   * and the weights, and writes all but the gradient.
   */
  double bytes(Task task) {
    return (task.kind() == Task.Kind.STEP ? 7.0 : 1.0) * Float.BYTES * weights();
  }
}
