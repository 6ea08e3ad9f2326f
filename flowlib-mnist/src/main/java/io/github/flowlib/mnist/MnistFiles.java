package io.github.flowlib.mnist;

import com.google.common.collect.ImmutableList;

/**
 * The files of a data set and how it is split.
 *
 * @param trainImages training images
 * @param trainLabels training labels
 * @param testImages test images
 * @param testLabels test labels
 * @param validationRows how many rows at the end of the training file are for validation
 */
record MnistFiles(
    MnistFile trainImages,
    MnistFile trainLabels,
    MnistFile testImages,
    MnistFile testLabels,
    int validationRows) {

  /** MNIST. Mirrors compress differently, so the checksums are those of the plain content. */
  static final MnistFiles MNIST =
      new MnistFiles(
          new MnistFile(
              "train-images-idx3-ubyte",
              IdxKind.IMAGES,
              47_040_016,
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
          new MnistFile(
              "train-labels-idx1-ubyte",
              IdxKind.LABELS,
              60_008,
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
          new MnistFile(
              "t10k-images-idx3-ubyte",
              IdxKind.IMAGES,
              7_840_016,
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
          new MnistFile(
              "t10k-labels-idx1-ubyte",
              IdxKind.LABELS,
              10_008,
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
          10_000);

  ImmutableList<MnistFile> all() {
    return ImmutableList.of(trainImages, trainLabels, testImages, testLabels);
  }
}
