package io.github.flowlib.samples.exercises.evaluation;

import com.fasterxml.jackson.annotation.JsonValue;

/** What the images are that were judged: a decoder's means are smoother than what it would draw. */
public enum Scored {
  /** Draws from the model's distribution of images. */
  DRAWS("draws"),
  /** The means of a decoder, for latents that were drawn. */
  DECODER_MEANS("decoder means");

  private final String text;

  Scored(String text) {
    this.text = text;
  }

  /** The words of {@code metrics.json}. */
  @Override
  @JsonValue
  public String toString() {
    return text;
  }
}
