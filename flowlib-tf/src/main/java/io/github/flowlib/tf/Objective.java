package io.github.flowlib.tf;

import org.tensorflow.Operand;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * What the trainer needs of a training graph, whatever kind of model it is.
 *
 * @param inputs where rows enter
 * @param key {@code int64[2]}: the key of all noise of a step
 * @param loss a scalar to minimise, in nats per row
 * @param logProb {@code [n]}, without fresh noise: what validation averages
 */
record Objective(
    RowInputs inputs, Placeholder<TInt64> key, Operand<TFloat64> loss, Operand<TFloat64> logProb) {}
