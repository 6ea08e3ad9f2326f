package io.github.flowlib.tf.internal.graph;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The variables of one graph, declared by name while the graph is built.
 *
 * <p>Their values lie in {@link Store}s: one for each variable, or, in a graph that packs, one for
 * all small matrices and one for all small vectors that are trained, because an operation of the
 * optimizer costs more than the few values of a small variable.
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
   * @param store where its values lie
   * @param offset which of the values there is its first
   * @param value its values, for the operations of a model
   */
  public record Variable(
      String name,
      Shape shape,
      Role role,
      Init init,
      String seedName,
      Store store,
      int offset,
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

  /**
   * A larger variable is worth operations of its own: to copy its gradient to others takes longer.
   */
  private static final long MAX_PACKED = 1 << 13;

  private final Ops tf;
  private final boolean packs;
  private final Map<String, Variable> byName = new LinkedHashMap<>();
  private final List<Store> stores = new ArrayList<>();

  /** The packs by whether they hold matrices. */
  private final Map<Boolean, Store> packed = new HashMap<>();

  Variables(Ops tf, boolean packs) {
    this.tf = tf;
    this.packs = packs;
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

  /** Where the variables lie. */
  ImmutableList<Store> stores() {
    return ImmutableList.copyOf(stores);
  }

  /** Where the trained variables lie. */
  public ImmutableList<Store> trainedStores() {
    return stores.stream()
        .filter(store -> store.members().get(0).trained())
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * As a store that is complete, for values of an optimizer: a variable beside each of its members,
   * called as that one, below a name of its own.
   */
  public Store momentsOf(Store store, String kind) {
    Variable first = store.members().get(0);
    Store moments =
        store.isPack()
            ? pack(kind + "/" + nameOfPack(store.isMatrix()))
            : keep(Store.ofOne(tf, kind + "/" + first.name(), first.shape()));
    for (Variable variable : store.members()) {
      String name = kind + "/" + variable.name();
      declare(name, Role.MOMENT, Init.zeros(), name, variable.shape(), moments);
    }
    return moments;
  }

  private Variable declare(String name, Role role, Init init, String seedName, Shape shape) {
    Preconditions.checkArgument(
        shape.size() <= MAX_VALUES,
        "a variable must have at most %s values, but %s would have %s; use fewer dimensions or smaller layers",
        MAX_VALUES,
        name,
        shape.size());
    boolean isMatrix = shape.numDimensions() >= 2;
    Store store =
        packs && role == Role.TRAINED && shape.size() <= MAX_PACKED
            ? packed.computeIfAbsent(isMatrix, matrices -> pack(nameOfPack(matrices)))
            : keep(Store.ofOne(tf, name, shape));
    return declare(name, role, init, seedName, shape, store);
  }

  private Variable declare(
      String name, Role role, Init init, String seedName, Shape shape, Store store) {
    int offset = store.room(shape);
    Variable variable =
        new Variable(
            name, shape, role, init, seedName, store, offset, store.part(tf, offset, shape));
    store.add(variable);
    Preconditions.checkState(byName.put(name, variable) == null, "variable %s exists twice", name);
    return variable;
  }

  private static String nameOfPack(boolean matrices) {
    return matrices ? "small_matrices" : "small_vectors";
  }

  private Store pack(String name) {
    return keep(Store.pack(tf, name));
  }

  private Store keep(Store store) {
    stores.add(store);
    return store;
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

    private Variable declare(String name, Role role, Init init, Shape shape) {
      String full = path + "/" + name;
      return Variables.this.declare(full, role, init, oneSeed ? path : full, shape);
    }
  }
}
