package io.github.flowlib.samples.checks.benchmark;

import com.google.common.primitives.Floats;

/** {@link BareRealNvp}, which can do nothing but train. */
final class BareContestant implements Contestant {

  private final BareRealNvp graph;
  private final int dimension;

  BareContestant(Workload.Dense dense) {
    dimension = dense.dimension();
    graph = new BareRealNvp(dimension, dense.couplings(), dense.units());
  }

  @Override
  public String name() {
    return "graph by hand";
  }

  @Override
  public boolean takes(Task task) {
    return task.kind() == Task.Kind.STEP;
  }

  @Override
  public double[] millis(Task task, int times) {
    float[] batch = Floats.concat(Rows.gaussian(task.rows(), dimension));
    return Clock.times(times, () -> graph.step(batch));
  }

  @Override
  public void close() {
    graph.close();
  }
}
