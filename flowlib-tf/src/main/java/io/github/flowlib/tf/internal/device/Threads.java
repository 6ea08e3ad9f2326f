package io.github.flowlib.tf.internal.device;

import java.util.Map;
import java.util.OptionalInt;
import org.tensorflow.proto.ConfigProto;

/**
 * How many threads this process computes with. TensorFlow starts them with the first session, and
 * all others share them, so the number is chosen before it or never.
 *
 * <p>Where the environment has TF_OVERRIDE_GLOBAL_THREADPOOL, every session starts threads of its
 * own for the parts of an operation, and may have one: to wake a second thread, and to wait for it,
 * takes longer than the share of a small operation.
 */
public final class Threads {

  private static final Threads OF_PROCESS = new Threads();
  private static final String OF_EVERY_SESSION = "TF_OVERRIDE_GLOBAL_THREADPOOL";

  /** Empty for what TensorFlow takes by itself: one for each processor. */
  private OptionalInt chosen = OptionalInt.empty();

  private boolean started;

  Threads() {}

  /**
   * Chooses the number, which was checked.
   *
   * @throws IllegalStateException if there was a session, with another number
   */
  public static void use(int threads) {
    OF_PROCESS.choose(threads);
  }

  /** How many compute: the number that was chosen, or one for each processor. */
  public static int count() {
    return chosen().orElse(Runtime.getRuntime().availableProcessors());
  }

  /** The number that was chosen, if any. */
  public static OptionalInt chosen() {
    return OF_PROCESS.current();
  }

  /** What every session has to be told; from the first on the number is settled. */
  static ConfigProto.Builder settings() {
    return OF_PROCESS.start();
  }

  /** Whether every session starts its own. */
  public static boolean areOfSessions() {
    return areOfSessions(System.getenv());
  }

  static boolean areOfSessions(Map<String, String> environment) {
    String set = environment.getOrDefault(OF_EVERY_SESSION, "");
    return set.equals("1") || set.equalsIgnoreCase("true"); // so TensorFlow reads it
  }

  /** The settings of a session in which every operation is computed by one thread. */
  public static ConfigProto one(ConfigProto settings) {
    return settings.toBuilder().setIntraOpParallelismThreads(1).build();
  }

  synchronized void choose(int threads) {
    if (started && !chosen.equals(OptionalInt.of(threads))) {
      throw new IllegalStateException(
          "threads must be chosen before the first model of a process and before Device.list(), but "
              + threads
              + " was asked for when this one computed with "
              + (chosen.isPresent() ? chosen.getAsInt() : "one for each processor")
              + " already; call Device.useThreads("
              + threads
              + ") first of all");
    }
    chosen = OptionalInt.of(threads);
  }

  private synchronized OptionalInt current() {
    return chosen;
  }

  synchronized ConfigProto.Builder start() {
    started = true;
    ConfigProto.Builder settings = ConfigProto.newBuilder();
    chosen.ifPresent(
        threads ->
            settings.setIntraOpParallelismThreads(threads).setInterOpParallelismThreads(threads));
    return settings;
  }
}
