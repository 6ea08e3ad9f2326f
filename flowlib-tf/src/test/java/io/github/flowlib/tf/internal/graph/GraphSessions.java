package io.github.flowlib.tf.internal.graph;

import io.github.flowlib.device.Device;
import io.github.flowlib.tf.internal.device.Devices;
import java.nio.file.Path;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.RewriterConfig;

/** Sessions for tests. */
public final class GraphSessions {

  private GraphSessions() {}

  /**
   * Runs a graph as it was built, as models answer, but on several threads: by itself TensorFlow
   * rewrites it before the first run of every set of fetches, which takes longer than all that a
   * test of one formula runs.
   */
  public static GraphSession asBuilt() {
    return new GraphSession(Device.cpu(), asItIs(), false);
  }

  /**
   * A saved model that runs as it was built, as models of this library do. A program that lets
   * TensorFlow rewrite the graph gets other last bits.
   */
  public static SavedModelBundle load(Path directory) {
    return SavedModelBundle.loader(directory.toString())
        .withTags("serve")
        .withConfigProto(asItIs())
        .load();
  }

  private static ConfigProto asItIs() {
    return Devices.config(Device.cpu()).toBuilder()
        .setGraphOptions(
            GraphOptions.newBuilder()
                .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
        .build();
  }
}
