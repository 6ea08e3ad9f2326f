package io.github.flowlib.tf.internal.graph;

import io.github.flowlib.internal.Loggers;

/** Where this module logs: one name for users to configure, whatever the room. */
public final class Log {

  public static final System.Logger LOG = Loggers.of("io.github.flowlib.tf");

  private Log() {}
}
