package io.github.flowlib.samples.checks.benchmark;

/**
 * Something that a user waits for.
 *
 * @param kind what
 * @param rows in a batch, an answer or a draw
 */
record Task(Kind kind, int rows) {

  /** What is asked of a model. */
  enum Kind {
    STEP("step"),
    LOG_PROB("logProb"),
    SAMPLE("sample");

    private final String word;

    Kind(String word) {
      this.word = word;
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

  @Override
  public String toString() {
    return kind.word + " " + rows;
  }
}
