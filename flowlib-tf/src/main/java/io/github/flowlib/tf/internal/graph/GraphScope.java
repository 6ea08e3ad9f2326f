package io.github.flowlib.tf.internal.graph;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.DeviceSpec;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;

/**
 * Names the operations of a graph as TensorFlow Java does, {@code MatMul}, {@code MatMul_1}, {@code
 * save/Const}, but with the same digits in every locale.
 *
 * <p>TensorFlow Java makes the number by {@code String.format} of the default locale. Where that
 * has digits of its own, as in Persian, TensorFlow refuses the name; and the default locale is the
 * application's, not ours to change. All but the names is left to the scope of TensorFlow Java.
 */
public final class GraphScope implements Scope {

  private final Scope other;

  /** Empty, or it ends with a slash. */
  private final String prefix;

  /** What the next operation is called, whatever its kind. */
  private final Optional<String> name;

  /** How often each name was asked for below the prefix. */
  private final Map<String, Integer> used;

  private GraphScope(Scope other, String prefix, Optional<String> name, Map<String, Integer> used) {
    this.other = other;
    this.prefix = prefix;
    this.name = name;
    this.used = used;
  }

  /**
   * The operations of a graph: all of them must be made by what is returned here, once.
   *
   * @throws IllegalArgumentException if there are operations already
   */
  public static Ops ops(Graph graph) {
    checkArgument(!graph.operations().hasNext(), "graph must be empty, names are counted from 0");
    Scope base = new GraphScope(graph.baseScope(), "", Optional.empty(), new HashMap<>());
    return Ops.create(new Entrance(graph, base));
  }

  /** A function for operations of a graph, such as the body of a loop. */
  public static ConcreteFunction function(Function<Ops, Signature> body) {
    try (Graph graph = new Graph()) {
      return ConcreteFunction.create(body.apply(ops(graph)), graph);
    }
  }

  @Override
  public ExecutionEnvironment env() {
    return other.env();
  }

  @Override
  public Scope withSubScope(String childScopeName) {
    String child = makeOpName(childScopeName) + "/";
    return new GraphScope(other, child, Optional.empty(), new HashMap<>());
  }

  @Override
  public Scope withName(String opName) {
    return new GraphScope(other, prefix, Optional.of(valid(opName)), used);
  }

  @Override
  public Scope withNameAsSubScope(String defaultName) {
    return withSubScope(makeOpName(defaultName));
  }

  @Override
  public String makeOpName(String defaultName) {
    return prefix + makeUnique(name.orElse(valid(defaultName)));
  }

  @Override
  public String makeUnique(String id) {
    int before = used.merge(id, 1, Integer::sum) - 1;
    return before == 0 ? id : id + "_" + before;
  }

  /** For names that others gave: there are none, as no graph is imported into these. */
  @Override
  public void refreshNames() {}

  private static String valid(String name) {
    checkArgument(Scope.isValidOpName(name), "'%s' must be a name of letters, digits, _ . -", name);
    return name;
  }

  @Override
  public Scope withDevice(DeviceSpec newDevice) {
    return with(other.withDevice(newDevice));
  }

  @Override
  public Scope withInitScope() {
    return with(other.withInitScope());
  }

  @Override
  public Scope withControlDependencyOps(Iterable<Operation> controls) {
    return with(other.withControlDependencyOps(controls));
  }

  private Scope with(Scope changed) {
    return new GraphScope(changed, prefix, name, used);
  }

  @Override
  public OperationBuilder apply(OperationBuilder builder) {
    return other.apply(builder);
  }

  @Override
  public String getDeviceString() {
    return other.getDeviceString();
  }

  @Override
  public boolean isInit() {
    return other.isInit();
  }

  /** The graph with another base scope: {@link Ops#create} takes a scope in no other way. */
  private record Entrance(Graph graph, Scope baseScope) implements ExecutionEnvironment {

    @Override
    public OperationBuilder opBuilder(String type, String name, Scope scope) {
      return graph.opBuilder(type, name, scope);
    }

    @Override
    public void attachFunction(ConcreteFunction function) {
      graph.attachFunction(function);
    }

    @Override
    public void checkInput(Operation input) {
      graph.checkInput(input);
    }

    @Override
    public Types environmentType() {
      return graph.environmentType();
    }

    @Override
    public boolean isInitializer(Operation op) {
      return graph.isInitializer(op);
    }
  }
}
