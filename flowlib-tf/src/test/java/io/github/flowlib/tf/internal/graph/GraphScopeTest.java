package io.github.flowlib.tf.internal.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.types.TFloat32;

class GraphScopeTest {

  private final Locale before = Locale.getDefault();

  @BeforeEach
  void likeEverybodyElse() {
    Locale.setDefault(Locale.ENGLISH);
  }

  @AfterEach
  void asItWas() {
    Locale.setDefault(before);
  }

  /** Builds operations of every way to name them, and tells their names in order. */
  private static List<String> names(Function<Graph, Ops> start) {
    List<String> names = new ArrayList<>();
    try (Graph graph = new Graph()) {
      Ops tf = start.apply(graph);
      Operand<TFloat32> x = tf.constant(2f);
      Operand<TFloat32> y = tf.math.mul(x, tf.constant(3f));
      for (int i = 0; i < 12; i++) {
        y = tf.math.mul(y, tf.withName("factor").constant(3f));
      }
      Ops save = tf.withSubScope("save");
      Op one = save.constant(1f);
      save.withControlDependencies(List.of(one)).withName("all").noOp();
      save.withSubScope("deep").constant(1f);
      save.withSubScope("deep").withName("named").withSubScope("ignored").constant(1f);
      tf.withSubScope("save").constant(1f);
      tf.withName("named").withSubScope("ignored").constant(1f);
      tf.zeros(tf.constant(new int[] {2}), TFloat32.class);
      tf.zeros(tf.constant(new int[] {2}), TFloat32.class);
      tf.gradients(y, List.of(x));
      tf.gradients(y, List.of(x));
      tf.withInitScope().withName("first").noOp();
      Scope scope = tf.scope();
      names.add(scope.makeUnique("Const"));
      names.add(scope.makeOpName("Const"));
      names.add(scope.withName("named").makeOpName("Const"));
      names.add(scope.withNameAsSubScope("loop").makeOpName("Const"));
      names.add(scope.withName("named").withNameAsSubScope("loop").makeOpName("Const"));
      graph.operations().forEachRemaining(operation -> names.add(operation.name()));
    }
    return names;
  }

  @Test
  void namesAreThoseOfTensorFlowJava() {
    assertThat(names(GraphScope::ops))
        .containsExactlyElementsOf(names(Ops::create))
        .contains("Mul", "Mul_12", "factor_11", "save/all", "save/deep/Const", "save_1/Const");
  }

  @Test
  void everyLocaleHasTheSameNames() {
    List<String> english = names(GraphScope::ops);
    for (String tag : List.of("fa-IR", "ar-EG", "th-TH-u-nu-thai", "my-MM", "tr-TR", "de-DE")) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertThat(names(GraphScope::ops)).as(tag).isEqualTo(english);
    }
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    assertThatThrownBy(() -> names(Ops::create)).as("without it").hasMessageContaining("named_۲");
  }

  @Test
  void devicesAndControlDependenciesReachTheOperation() {
    try (Graph graph = new Graph()) {
      Ops tf = GraphScope.ops(graph);
      Op first = tf.noOp();
      DeviceSpec device =
          DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).deviceIndex(0).build();

      tf.withControlDependencies(List.of(first)).withDevice(device).withName("then").noOp();

      GraphOperation then = graph.operationOrThrow("then");
      assertThat(then.controlInputs()).extracting(GraphOperation::name).containsExactly("NoOp");
      assertThat(graph.toGraphDef().getNode(1).getDevice()).isEqualTo("/device:CPU:0");
    }
  }

  @Test
  void aFunctionHasNamesOfItsOwn() {
    try (ConcreteFunction function =
        GraphScope.function(
            tf -> {
              var x = tf.placeholder(TFloat32.class);
              return Signature.builder("twice")
                  .input("x", x)
                  .output("y", tf.math.mul(x, tf.constant(2f)))
                  .build();
            })) {
      try (TFloat32 x = TFloat32.scalarOf(3);
          TFloat32 y = (TFloat32) function.call(x)) {
        assertThat(y.getFloat()).isEqualTo(6);
      }
    }
  }

  @Test
  void wrongNamesAndGraphsInUseAreRefused() {
    try (Graph graph = new Graph()) {
      Ops tf = GraphScope.ops(graph);
      assertThatThrownBy(() -> tf.withName("a/b"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("'a/b' must be a name of letters, digits, _ . -");
      assertThatThrownBy(() -> tf.withSubScope("ä")).isInstanceOf(IllegalArgumentException.class);
      tf.noOp();
      assertThatThrownBy(() -> GraphScope.ops(graph))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("graph must be empty");
    }
  }
}
