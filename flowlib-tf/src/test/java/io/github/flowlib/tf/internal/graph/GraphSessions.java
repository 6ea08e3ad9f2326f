package io.github.flowlib.tf.internal.graph;

import io.github.flowlib.device.Device;
import io.github.flowlib.tf.internal.device.Devices;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** Sessions for tests. */
public final class GraphSessions {

  private GraphSessions() {}

  /**
   * Runs a graph as it was built. In models TensorFlow rewrites it before the first run of every
   * set of fetches, which takes longer than all that a test of one formula runs.
   */
  public static GraphSession asBuilt() {
    return new GraphSession(
        Device.cpu(),
        Devices.config(Device.cpu()).toBuilder()
            .setGraphOptions(
                GraphOptions.newBuilder()
                    .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
            .build());
  }
}
