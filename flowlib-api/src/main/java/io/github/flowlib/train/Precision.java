package io.github.flowlib.train;

/**
 * How a training multiplies matrices. Weights and what the optimizer keeps are in float32 in any
 * case, and on the CPU what a trained model answers; on a GPU TF32 is of the whole process, answers
 * included. Log-likelihoods are summed in float64.
 */
public enum Precision {

  /**
   * Products in float32, with 23 bits of mantissa. On a GPU that takes {@code
   * NVIDIA_TF32_OVERRIDE=0} in the environment of the process (set by the library where it has
   * native access, on Java 22 and newer), or TensorFlow takes TF32, of 10 bits, unasked.
   */
  EXACT,

  /**
   * Products of rounded factors, where the device has faster ones: on the CPU bfloat16, of 7 bits,
   * summed in float32, by oneDNN on processors that have instructions for it (AVX-512 BF16 or AMX);
   * on a GPU TF32. A warning in the log tells where there are none. Only wide networks gain by it;
   * small ones may lose, and TensorFlow writes lines of its own about it to standard error. The
   * rounding is a noise on gradients of about 0.4 % on every product, and the trained weights
   * differ by it.
   *
   * <p>Source: Kalamkar et al. 2019, A study of bfloat16 for deep learning training (arXiv
   * 1905.12322).
   */
  FAST
}
