package io.github.flowlib.tf.internal.device;

import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/**
 * What TensorFlow does to a training graph before its first run. It takes longer for it than we do
 * to build the graph; kept is what makes steps shorter (fused products, folded constants, layouts
 * of convolutions), once, and not until nothing changes any more. Without any rewriting a training
 * would begin sooner still, but steps of wide networks would take longer.
 *
 * <p>Graphs of inference keep TensorFlow's defaults, so that another program that loads a saved
 * model computes the same bits.
 */
final class GraphRewriting {

  private static final RewriterConfig.Toggle OFF = RewriterConfig.Toggle.OFF;

  private GraphRewriting() {}

  static GraphOptions ofTraining() {
    return GraphOptions.newBuilder()
        .setRewriteOptions(
            RewriterConfig.newBuilder()
                .setMetaOptimizerIterations(RewriterConfig.NumIterationsType.ONE)
                .setMemoryOptimization(RewriterConfig.MemOptType.NO_MEM_OPT)
                .setArithmeticOptimization(OFF)
                .setDependencyOptimization(OFF)
                .setLoopOptimization(OFF)
                .setFunctionOptimization(OFF)
                .setScopedAllocatorOptimization(OFF)
                .setImplementationSelector(OFF)
                .setPinToHostOptimization(OFF)
                .setDebugStripper(OFF)
                .setAutoMixedPrecision(OFF)
                .setShapeOptimization(OFF)
                .setCommonSubgraphElimination(OFF))
        .build();
  }
}
