package io.github.flowlib.train;

import java.util.OptionalDouble;

/**
 * What is known at the end of an epoch.
 *
 * @param epoch counted from 1
 * @param trainLoss the mean over all rows of the epoch, in nats, while the weights were moving: of
 *     −log p for a flow, of the negative objective for a variational autoencoder
 * @param validationLoss the same over the validation data without fresh noise, with the KL term in
 *     the weight that it has after warm-up, if there are any
 * @param best true if these weights are the best so far (always, without validation data); in a
 *     further {@code fit} better than those it started from, too
 * @param learningRate the rate of the last step
 * @param gradientNorm the mean of the global gradient norm over the steps, before clipping
 * @param seconds since training began
 */
public record EpochEnd(
    int epoch,
    double trainLoss,
    OptionalDouble validationLoss,
    boolean best,
    double learningRate,
    double gradientNorm,
    double seconds) {}
