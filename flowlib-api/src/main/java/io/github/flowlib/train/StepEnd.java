package io.github.flowlib.train;

/**
 * What is known at the end of a step.
 *
 * @param step all steps so far, counted from 1
 * @param epoch counted from 1
 * @param loss the mean over the rows of the batch, in nats, before the step: of −log p for a flow,
 *     of the negative objective for a variational autoencoder
 * @param gradientNorm the global norm of the gradient, before clipping
 * @param learningRate the rate of this step
 */
public record StepEnd(
    long step, int epoch, double loss, double gradientNorm, double learningRate) {}
