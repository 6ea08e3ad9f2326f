package io.github.flowlib.samples.architecture.wrong.flow;

/** Stands above {@code graph}. */
public final class Upstairs {}
