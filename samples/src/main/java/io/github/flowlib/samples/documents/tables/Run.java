package io.github.flowlib.samples.documents.tables;

import static com.google.common.base.Preconditions.checkArgument;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import java.util.OptionalDouble;

/**
 * One file of figures.
 *
 * @param name of the file
 * @param tree what is in it
 */
record Run(String name, JsonNode tree) {

  /** Figures of one thing in the file, such as a model; those that are missing are told. */
  record Part(String where, JsonNode tree) {

    double number(String key) {
      JsonNode value = tree.path(key);
      checkArgument(value.isNumber(), "%s must have a number %s, but has %s", where, key, value);
      return value.asDouble();
    }

    OptionalDouble optional(String key) {
      JsonNode value = tree.path(key);
      return value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty();
    }

    /** True if the model knows labels. */
    boolean conditional() {
      return tree.path("conditional").asBoolean();
    }

    String text(String key) {
      JsonNode value = tree.path(key);
      checkArgument(value.isTextual(), "%s must have a text %s, but has %s", where, key, value);
      return value.asText();
    }

    Part part(String key) {
      checkArgument(tree.path(key).isObject(), "%s must have %s", where, key);
      return new Part(where + ", " + key, tree.path(key));
    }

    ImmutableList<Part> parts(String key) {
      ImmutableList.Builder<Part> parts = ImmutableList.builder();
      for (JsonNode each : tree.path(key)) {
        parts.add(new Part(where + ", " + key, each));
      }
      return parts.build();
    }

    /** The one of a list with this text at this key. */
    Part one(String list, String key, String value) {
      return parts(list).stream()
          .filter(each -> each.tree().path(key).asText().equals(value))
          .findFirst()
          .orElseThrow(
              () ->
                  new IllegalArgumentException(
                      where + " has none among its " + list + " whose " + key + " is " + value));
    }

    ImmutableList<Double> numbers(String key) {
      ImmutableList.Builder<Double> numbers = ImmutableList.builder();
      tree.path(key).forEach(value -> numbers.add(value.asDouble()));
      return numbers.build();
    }
  }

  /** The whole file. */
  Part all() {
    return new Part(name + ".json", tree);
  }

  Part model(String model) {
    return all().one("models", "name", model);
  }
}
