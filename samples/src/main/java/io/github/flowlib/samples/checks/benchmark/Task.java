package io.github.flowlib.samples.checks.benchmark;

/**
 * Something that a user waits for.
 *
 * @param kind what
 * @param rows in a batch, an answer or a draw; 1 for what is done with a model as a whole
 */
record Task(Kind kind, int rows) {

  /** What is asked of a model, or done with it. */
  enum Kind {
    STEP("step"),
    LOG_PROB("logProb"),
    SAMPLE("sample"),
    /** The evidence lower bound of rows, with one sample each. */
    ELBO("elbo"),
    /** A new model, and its first answer: log p of one row, or one sample of an autoencoder. */
    CREATE("create"),
    /** A new model, and the first step of its training. */
    FIRST_STEP("first-step"),
    /** A process that draws a digit with the autoencoder that comes with the samples. */
    FIRST_DIGIT("first-digit"),
    SAVE("save"),
    /** From the files of a model to its first answer. */
    LOAD("load");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }

    /** Whether it takes seconds, so that once in a block is enough. */
    boolean isLong() {
      return this == FIRST_STEP || this == FIRST_DIGIT;
    }

    /** Whether it has a number of rows. */
    boolean isOfRows() {
      return this == STEP || this == LOG_PROB || this == SAMPLE || this == ELBO;
    }
  }

  static Task step(int batch) {
    return new Task(Kind.STEP, batch);
  }

  static Task logProb(int rows) {
    return new Task(Kind.LOG_PROB, rows);
  }

  static Task sample(int rows) {
    return new Task(Kind.SAMPLE, rows);
  }

  static Task elbo(int rows) {
    return new Task(Kind.ELBO, rows);
  }

  static Task ofModel(Kind kind) {
    return new Task(kind, 1);
  }

  @Override
  public String toString() {
    return kind.isOfRows() ? kind + " " + rows : kind.toString();
  }
}
