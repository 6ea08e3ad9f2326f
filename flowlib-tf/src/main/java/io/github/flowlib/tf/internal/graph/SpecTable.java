package io.github.flowlib.tf.internal.graph;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Objects;
import java.util.function.Function;

/**
 * From each record of a sealed family to what compiles it. A record without a row is found when the
 * table is made.
 *
 * @param <S> the family
 * @param <R> what a record is compiled to
 */
public final class SpecTable<S, R> {

  /** Collects rows. */
  public static final class Builder<S, R> {

    private final Class<S> family;
    private final ImmutableMap.Builder<Class<?>, Function<S, R>> rows = ImmutableMap.builder();

    private Builder(Class<S> family) {
      this.family = family;
    }

    /** Ties a record to what compiles it. */
    public <T extends S> Builder<S, R> row(
        Class<T> spec, Function<? super T, ? extends R> compiler) {
      rows.put(spec, any -> compiler.apply(spec.cast(any)));
      return this;
    }

    /**
     * The table.
     *
     * @throws IllegalStateException if its rows are not the permitted records of the family
     */
    public SpecTable<S, R> build() {
      ImmutableMap<Class<?>, Function<S, R>> all = rows.build();
      ImmutableSet<Class<?>> permitted = ImmutableSet.copyOf(family.getPermittedSubclasses());
      checkState(
          all.keySet().equals(permitted),
          "the table of %s must have a row for each of %s, but has %s",
          family.getSimpleName(),
          permitted,
          all.keySet());
      return new SpecTable<>(all);
    }
  }

  private final ImmutableMap<Class<?>, Function<S, R>> rows;

  private SpecTable(ImmutableMap<Class<?>, Function<S, R>> rows) {
    this.rows = rows;
  }

  /** Begins a table. */
  public static <S, R> Builder<S, R> of(Class<S> family) {
    return new Builder<>(family);
  }

  /** The records that have a row. */
  public ImmutableSet<Class<?>> records() {
    return rows.keySet();
  }

  /** What a record is compiled to. */
  public R compile(S spec) {
    return Objects.requireNonNull(rows.get(spec.getClass())).apply(spec);
  }
}
