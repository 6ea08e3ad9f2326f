package io.github.flowlib.tf.internal.device;

import com.google.common.collect.ImmutableMap;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The environment of this process as native code reads it. Java changes that of other processes
 * alone, so functions of the C library are called by {@code java.lang.foreign}: by name, because
 * that is there since Java 22, and this is compiled for 17.
 */
final class NativeEnvironment {

  private static final int FOREIGN_SINCE = 22;
  private static final String FOREIGN = "java.lang.foreign.";

  private NativeEnvironment() {}

  /**
   * Sets variables that are not set. In C no other thread may read the environment meanwhile, so
   * this is done before TensorFlow starts its threads.
   *
   * @return those that were asked for, or none without native access, or where C cannot do it
   */
  static ImmutableMap<String, String> set(Map<String, String> variables) {
    Map<String, String> set = new LinkedHashMap<>();
    if (!variables.isEmpty() && isAllowed()) {
      try {
        Optional<MethodHandle> setenv =
            function("setenv", "JAVA_INT", "ADDRESS", "ADDRESS", "JAVA_INT");
        if (setenv.isPresent()) {
          for (Map.Entry<String, String> each : variables.entrySet()) {
            Object error =
                setenv.get().invokeWithArguments(string(each.getKey()), string(each.getValue()), 0);
            if (error.equals(0)) {
              set.put(each.getKey(), each.getValue());
            }
          }
        }
      } catch (Throwable e) {
        // A model computes without any of them, so it must not fail because of them.
        return ImmutableMap.copyOf(set);
      }
    }
    return ImmutableMap.copyOf(set);
  }

  /** Whether the user gave this code native access: to take it unasked brings a warning of Java. */
  static boolean isAllowed() {
    try {
      return Runtime.version().feature() >= FOREIGN_SINCE
          && Boolean.TRUE.equals(
              Module.class
                  .getMethod("isNativeAccessEnabled")
                  .invoke(NativeEnvironment.class.getModule()));
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** A function of the C library; layouts are named by the constants of {@code ValueLayout}. */
  static Optional<MethodHandle> function(String name, String result, String... arguments)
      throws ReflectiveOperationException {
    Class<?> linkers = type("Linker");
    Object linker = linkers.getMethod("nativeLinker").invoke(null);
    Object library = linkers.getMethod("defaultLookup").invoke(linker);
    Optional<?> address =
        (Optional<?>) type("SymbolLookup").getMethod("find", String.class).invoke(library, name);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    Class<?> layouts = type("MemoryLayout");
    Object parameters = Array.newInstance(layouts, arguments.length);
    for (int i = 0; i < arguments.length; i++) {
      Array.set(parameters, i, layout(arguments[i]));
    }
    Class<?> descriptors = type("FunctionDescriptor");
    Object descriptor =
        descriptors
            .getMethod("of", layouts, layouts.arrayType())
            .invoke(null, layout(result), parameters);
    Class<?> options = type("Linker$Option");
    return Optional.of(
        (MethodHandle)
            linkers
                .getMethod(
                    "downcallHandle", type("MemorySegment"), descriptors, options.arrayType())
                .invoke(linker, address.get(), descriptor, Array.newInstance(options, 0)));
  }

  /** A string as C reads it, for as long as somebody holds it. */
  static Object string(String value) throws ReflectiveOperationException {
    Object arena = type("Arena").getMethod("ofAuto").invoke(null);
    return type("SegmentAllocator").getMethod("allocateFrom", String.class).invoke(arena, value);
  }

  private static Object layout(String name) throws ReflectiveOperationException {
    return type("ValueLayout").getField(name).get(null);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(FOREIGN + name);
  }
}
