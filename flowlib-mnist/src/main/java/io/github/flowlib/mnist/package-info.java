/**
 * Handwritten digits: {@linkplain io.github.flowlib.mnist.Mnist MNIST}, {@linkplain
 * io.github.flowlib.mnist.SyntheticDigits synthetic digits} that need no file, and {@linkplain
 * io.github.flowlib.mnist.ImageGrid grids of images} to look at.
 *
 * <p>All images are rows of 784 whole numbers 0 … 255 (28 × 28 pixels, row-major; 0 is paper, 255
 * is ink).
 */
@NullMarked
package io.github.flowlib.mnist;

import org.jspecify.annotations.NullMarked;
