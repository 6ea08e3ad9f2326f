package io.github.flowlib.tf.internal.graph;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkNotNull;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import io.github.flowlib.device.Device;
import io.github.flowlib.tf.internal.device.Devices;
import io.github.flowlib.tf.internal.device.NativeCalls;
import io.github.flowlib.tf.internal.device.Threads;
import io.github.flowlib.train.Precision;
import io.github.flowlib.train.Training;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphOptions;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.proto.RewriterConfig;
import org.tensorflow.types.TFloat32;

/** A graph, its session, and its variables: their values go in and come out as Java arrays. */
public final class GraphSession implements AutoCloseable {

  /** TensorFlow's name of an executor. */
  private static final String ON_ONE_THREAD = "SINGLE_THREADED_EXECUTOR";

  /** Weights of a model whose products are worth several threads. */
  private static final long WIDE = 1 << 20;

  private static final int KERNEL_AXES = 4;

  private record Assignment(Placeholder<TFloat32> value, Op op) {}

  private final Device device;
  private final ConfigProto settings;
  private final boolean training;
  private final Graph graph = new Graph();
  private volatile @Nullable Session session;
  private volatile boolean onOneThread;
  private boolean closed;
  private final Ops tf = GraphScope.ops(graph);
  private final Variables variables;
  private final Map<Store, Assignment> assignments = new LinkedHashMap<>();

  /** On the CPU, for what is no model. */
  public GraphSession() {
    this(Device.cpu(), answering(Device.cpu()), false);
  }

  /**
   * On a device that is there, with settings of one's own.
   *
   * @param training whether it is for the training of a model, in which {@link Variables} pack
   */
  GraphSession(Device device, ConfigProto settings, boolean training) {
    this.device = device;
    this.settings = settings;
    this.training = training;
    variables = new Variables(tf, training);
  }

  /**
   * For a model.
   *
   * @throws IllegalStateException if there is no such device
   */
  public static GraphSession ofModel(Device wanted) {
    Device device = Devices.resolve(wanted);
    Devices.news(device)
        .ifPresent(
            news -> {
              Log.LOG.log(news.level(), news.text());
              Devices.advice(device)
                  .ifPresent(advice -> Log.LOG.log(System.Logger.Level.INFO, advice));
            });
    return new GraphSession(device, answering(device), false);
  }

  /**
   * For graphs that are one chain of operations. On the CPU they run on the thread that asks, as
   * they were built: handing each operation to another thread takes longer than a small one, and
   * rewriting the graph before the first run of every set of fetches longer than many runs.
   */
  private static ConfigProto answering(Device device) {
    ConfigProto config = Devices.config(device);
    if (device.kind() != Device.Kind.CPU) {
      return config;
    }
    return config.toBuilder()
        .setExperimental(ConfigProto.Experimental.newBuilder().setExecutorType(ON_ONE_THREAD))
        .setGraphOptions(
            GraphOptions.newBuilder()
                .setRewriteOptions(RewriterConfig.newBuilder().setDisableMetaOptimizer(true)))
        .build();
  }

  /**
   * For the training of a model, on the device of that model: small variables are packed.
   *
   * @param settings their {@code jitCompile} has XLA compile what it can, but on the CPU it takes
   *     more than this to be asked, and nothing changes
   */
  public static GraphSession ofTraining(Device device, Training settings) {
    boolean isFast = settings.precision() == Precision.FAST;
    if (isFast) {
      Devices.obstacleToFastProducts(device)
          .ifPresent(why -> Log.LOG.log(System.Logger.Level.WARNING, why));
    }
    GraphOptions.Builder options =
        GraphOptions.newBuilder().setRewriteOptions(rewriting(device, isFast));
    if (settings.jitCompile()) {
      options.setOptimizerOptions(
          OptimizerOptions.newBuilder().setGlobalJitLevel(OptimizerOptions.GlobalJitLevel.ON_2));
    }
    return new GraphSession(
        device, Devices.config(device).toBuilder().setGraphOptions(options).build(), true);
  }

  /**
   * What TensorFlow does to the graph of a training before its first step: once where it would do
   * so twice, which finds little that is new, and takes longest where a flow is deep. On the CPU it
   * works out shapes and what follows from them, and fuses products with what comes after; the rest
   * took a third of that time, and no step was the faster for it.
   */
  private static RewriterConfig rewriting(Device device, boolean isFast) {
    RewriterConfig.Builder once =
        RewriterConfig.newBuilder()
            .setMetaOptimizerIterations(RewriterConfig.NumIterationsType.ONE);
    if (device.kind() == Device.Kind.CPU) {
      if (isFast && Devices.obstacleToFastProducts(device).isEmpty()) {
        once.setAutoMixedPrecisionOnednnBfloat16(RewriterConfig.Toggle.ON);
      }
      RewriterConfig.Toggle off = RewriterConfig.Toggle.OFF;
      once.setArithmeticOptimization(off)
          .setCommonSubgraphElimination(off)
          .setFunctionOptimization(off)
          .setImplementationSelector(off)
          .setLayoutOptimizer(off)
          .setLoopOptimization(off)
          .setMemoryOptimization(RewriterConfig.MemOptType.NO_MEM_OPT)
          .setShapeOptimization(off);
    }
    return once.build();
  }

  /** Where it computes. */
  public Device device() {
    return device;
  }

  /** Whether the networks are so small that an operation keeps no more than one processor busy. */
  public boolean isNarrow() {
    return variables.parameterCount() < WIDE && !isConvolutional();
  }

  /**
   * Asks for one thread to compute an operation, where sessions have threads of their own: for a
   * graph that is run on many threads at once, or has two chains of small operations. To be asked
   * before the first run.
   */
  public void preferOneThread() {
    onOneThread = device.kind() == Device.Kind.CPU && Threads.areOfSessions();
  }

  /**
   * Whether chunks of rows may run at once: where an operation is computed on one thread, or would
   * not gain by more.
   */
  public boolean runsChunksAtOnce() {
    return onOneThread || (device.kind() == Device.Kind.CPU && isNarrow());
  }

  /** Whether there are kernels, whose weights work at every pixel. */
  public boolean isConvolutional() {
    return variables.all().stream().anyMatch(each -> each.shape().numDimensions() == KERNEL_AXES);
  }

  public Ops tf() {
    return tf;
  }

  public Variables variables() {
    return variables;
  }

  /** It starts when it is first asked for, because its threads depend on what is in the graph. */
  public Session session() {
    Session known = session;
    return known != null ? known : started();
  }

  private synchronized Session started() {
    checkState(!closed, "the session is closed");
    Session known = session;
    if (known == null) {
      known =
          NativeCalls.run(() -> new Session(graph, onOneThread ? Threads.one(settings) : settings));
      session = known;
    }
    return known;
  }

  /** What helps where memory is short. */
  String howToNeedLess() {
    return training
        ? "train with a smaller batchSize"
        : "ask about fewer rows at a time, or on fewer threads";
  }

  Session.Runner runner() {
    return session().runner();
  }

  /**
   * Writes variables by name, in one run: TensorFlow prepares every new set of feeds and fetches
   * anew.
   *
   * @throws IllegalArgumentException if a variable has another number of values
   */
  public void assign(Map<String, float[]> values) {
    Map<Store, float[]> all = new LinkedHashMap<>();
    for (Store store : variables.stores()) {
      ImmutableList<Variables.Variable> written =
          store.members().stream()
              .filter(variable -> values.containsKey(variable.name()))
              .collect(ImmutableList.toImmutableList());
      if (!written.isEmpty()) {
        all.put(store, whole(store, written, values));
      }
    }
    if (all.isEmpty()) {
      return;
    }
    try (Run run = new Run(this)) {
      all.forEach(
          (store, value) -> {
            Assignment assignment = assignments.computeIfAbsent(store, this::declare);
            run.feed(assignment.value(), Tensors.of(value, store.shape())).target(assignment.op());
          });
      run.run();
    }
  }

  /** All values of a store, those of some members new. */
  private float[] whole(
      Store store, List<Variables.Variable> written, Map<String, float[]> values) {
    if (!store.isPack()) {
      return valuesOf(written.get(0), values);
    }
    float[] whole =
        written.size() == store.members().size()
            ? new float[Math.toIntExact(store.shape().size())]
            : read(store);
    for (Variables.Variable variable : written) {
      System.arraycopy(valuesOf(variable, values), 0, whole, variable.offset(), variable.count());
    }
    return whole;
  }

  private static float[] valuesOf(Variables.Variable variable, Map<String, float[]> values) {
    float[] own = checkNotNull(values.get(variable.name()));
    checkArgument(
        own.length == variable.count(),
        "variable %s must have %s values, but was given %s",
        variable.name(),
        variable.count(),
        own.length);
    return own;
  }

  private Assignment declare(Store store) {
    Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(store.shape()));
    return new Assignment(value, tf.assignVariableOp(store.handle(), value));
  }

  private float[] read(Store store) {
    try (Run run = new Run(this)) {
      return Tensors.floats((TFloat32) run.fetch(store.value()).run().get(0));
    }
  }

  /** Reads some variables, copied. */
  public Map<String, float[]> read(List<Variables.Variable> wanted) {
    Map<String, float[]> values = new LinkedHashMap<>();
    ListMultimap<Store, Variables.Variable> byStore =
        MultimapBuilder.linkedHashKeys().arrayListValues().build();
    wanted.forEach(variable -> byStore.put(variable.store(), variable));
    if (byStore.isEmpty()) {
      return values;
    }
    try (Run run = new Run(this)) {
      byStore.keySet().forEach(store -> run.fetch(store.value()));
      Result result = run.run();
      int next = 0;
      for (Store store : byStore.keySet()) {
        float[] all = Tensors.floats((TFloat32) result.get(next++));
        for (Variables.Variable variable : byStore.get(store)) {
          values.put(variable.name(), store.cut(all, variable));
        }
      }
    }
    return values;
  }

  /** The session first: closing a graph waits for its sessions. */
  @Override
  public synchronized void close() {
    closed = true;
    Session known = session;
    if (known != null) {
      known.close();
    }
    graph.close();
  }
}
