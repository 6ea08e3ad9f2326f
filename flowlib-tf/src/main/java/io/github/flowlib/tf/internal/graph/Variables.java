package io.github.flowlib.tf.internal.graph;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * The variables of one graph, declared by name while the graph is built.
 *
 * <p>Resource variables, because reference variables race: an optimizer may write a weight while a
 * gradient still reads it. Each is read by one operation per graph, which gradients are taken for.
 */
public final class Variables {

  /** What a variable is there for. */
  public enum Role {
    /** Moved by gradients. */
    TRAINED,
    /** Fitted by counting. */
    STATISTIC,
    /** Drawn once with the first weights. */
    FIXED,
    /** The optimizer's own; not part of the model. */
    MOMENT
  }

  /**
   * A variable.
   *
   * @param seedName variables with the same one draw their initial values from the same numbers
   */
  public record Variable(
      String name,
      Shape shape,
      Role role,
      Init init,
      String seedName,
      Operand<?> handle,
      Operand<TFloat32> value) {

    public boolean trained() {
      return role == Role.TRAINED;
    }

    public int count() {
      return Math.toIntExact(shape.size());
    }

    /** Weight decay is for matrices; biases and scales are left alone. */
    public boolean isMatrix() {
      return shape.numDimensions() >= 2;
    }
  }

  /** Values enter and leave as Java arrays. */
  private static final long MAX_VALUES = Integer.MAX_VALUE - 8;

  private final Ops tf;
  private final Map<String, Variable> byName = new LinkedHashMap<>();

  Variables(Ops tf) {
    this.tf = tf;
  }

  /** A place for the variables of one part of a model; names become {@code part/name}. */
  public Scope scope(String part) {
    return new Scope(part, false);
  }

  public ImmutableList<Variable> all() {
    return ImmutableList.copyOf(byName.values());
  }

  /** All but those of an optimizer. */
  public ImmutableList<Variable> ofModel() {
    return all().stream()
        .filter(variable -> variable.role() != Role.MOMENT)
        .collect(ImmutableList.toImmutableList());
  }

  public ImmutableList<Variable> trained() {
    return all().stream().filter(Variable::trained).collect(ImmutableList.toImmutableList());
  }

  public long parameterCount() {
    return trained().stream().mapToLong(Variable::count).sum();
  }

  /**
   * Initial values; each depends on the seed and the variable's name, not on what else the model
   * has.
   */
  public Map<String, float[]> initialValues(long seed) {
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Variable variable : all()) {
      SplittableRandom random =
          new SplittableRandom(
              new SplittableRandom(seed).nextLong() ^ nameHash(variable.seedName()));
      values.put(variable.name(), variable.init().values(variable.count(), random));
    }
    return values;
  }

  private static long nameHash(String name) {
    long hash = 1125899906842597L;
    for (int i = 0; i < name.length(); i++) {
      hash = 31 * hash + name.charAt(i);
    }
    return hash;
  }

  /** Declares variables below one name. */
  public final class Scope {

    private final String path;
    private final boolean oneSeed;

    private Scope(String path, boolean oneSeed) {
      this.path = path;
      this.oneSeed = oneSeed;
    }

    public Scope scope(String part) {
      return new Scope(path + "/" + part, oneSeed);
    }

    /** The same place; its variables draw their initial values from the same random numbers. */
    public Scope withOneSeed() {
      return new Scope(path, true);
    }

    public String path() {
      return path;
    }

    public Operand<TFloat32> trained(String name, Init init, long... sizes) {
      return declare(name, Role.TRAINED, init, Shape.of(sizes)).value();
    }

    public Operand<TFloat32> statistic(String name, long... sizes) {
      return statistic(name, Init.zeros(), sizes);
    }

    /** One that means something before it is fitted. */
    public Operand<TFloat32> statistic(String name, Init init, long... sizes) {
      return declare(name, Role.STATISTIC, init, Shape.of(sizes)).value();
    }

    public Operand<TFloat32> fixed(String name, Init init, long... sizes) {
      return declare(name, Role.FIXED, init, Shape.of(sizes)).value();
    }

    public Variable moment(String name, Shape shape) {
      return declare(name, Role.MOMENT, Init.zeros(), shape);
    }

    private Variable declare(String name, Role role, Init init, Shape shape) {
      String full = path + "/" + name;
      Preconditions.checkArgument(
          shape.size() <= MAX_VALUES,
          "a variable must have at most %s values, but %s would have %s; use fewer dimensions or smaller layers",
          MAX_VALUES,
          full,
          shape.size());
      Operand<?> handle = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(full));
      Operand<TFloat32> value = tf.readVariableOp(handle, TFloat32.class);
      Variable variable =
          new Variable(full, shape, role, init, oneSeed ? path : full, handle, value);
      Preconditions.checkState(
          byName.put(full, variable) == null, "variable %s exists twice", full);
      return variable;
    }
  }
}
