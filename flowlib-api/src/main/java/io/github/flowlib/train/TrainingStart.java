package io.github.flowlib.train;

import com.google.common.collect.ImmutableList;

/**
 * What is known before the first step.
 *
 * @param epochs epochs at most
 * @param stepsPerEpoch steps in each
 * @param rows rows of training data
 * @param parameters trained weights of the model
 * @param stepsDone steps that an earlier run did, which this one resumes; otherwise 0
 * @param epochsDone whole epochs that it did, in order
 * @param snapshots gives copies of the model in training; to be called from methods of a listener
 */
public record TrainingStart(
    int epochs,
    long stepsPerEpoch,
    int rows,
    long parameters,
    long stepsDone,
    ImmutableList<EpochEnd> epochsDone,
    Snapshots snapshots) {}
