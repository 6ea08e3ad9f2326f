package io.github.flowlib.tf.internal.graph;

/** Where this module logs: one name for users to configure, whatever the room. */
public final class Log {

  public static final System.Logger LOG = System.getLogger("io.github.flowlib.tf");

  private Log() {}
}
