package io.github.flowlib.spec;

/** The distribution of the noise z, with independent components. */
public enum Base {
  /** Standard normal: log p(z) = −½ z² − ½ log 2π per component. */
  NORMAL,
  /**
   * Standard logistic: log p(z) = −log(1 + eᶻ) − log(1 + e⁻ᶻ) per component (the prior of Dinh et
   * al. 2015, NICE).
   */
  LOGISTIC
}
