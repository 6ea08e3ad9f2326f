package io.github.flowlib.samples.checks.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flowlib.RealNVP;
import io.github.flowlib.VAE;
import io.github.flowlib.spec.Activation;
import io.github.flowlib.spec.Conditioner;
import org.junit.jupiter.api.Test;

/** Counted by hand. */
class ProductsTest {

  @Test
  void aMatrixMultipliesEachRowOnce() {
    // Of 784 values 392 are read, and 392 log-scales and as many shifts come out.
    long coupling = 392 * 1024 + 1024 * 1024 + 1024 * 784;
    assertThat(coupling).isEqualTo(2_252_800);
    assertThat(Products.of(new Workload.Dense(784, 5, 1024).spec()))
        .isEqualTo(new Products(5 * coupling, 5 * coupling, 5 * coupling, 5 * coupling));
  }

  @Test
  void aKernelMultipliesAtEveryPixel() {
    var flow =
        RealNVP.multiScale()
            .image(8, 12)
            .scales(2)
            .couplings(1)
            .network(Conditioner.resNet(3, 1, Activation.RELU))
            .build();

    // Kernels of 3 x 3 at the beginning and in the two layers of a block, 1 x 1 at the end. Half of
    // the channels are read, and a log-scale and a shift come out for each of the other half.
    // First scale, 8 x 12 x 1, 3 filters: as blocks of 2 x 2 pixels 4 x 6 x 4, and squeezed the
    // same.
    long first = 9 * 2 * 3 + 2 * 9 * 3 * 3 + 3 * 4;
    // Two of four channels leave. Second scale, 4 x 6 x 2, 6 filters: 2 x 3 x 8 in both ways.
    long second = 9 * 4 * 6 + 2 * 9 * 6 * 6 + 6 * 8;
    assertThat(first).isEqualTo(228);
    assertThat(second).isEqualTo(912);
    long weights = 2 * first + 2 * second;
    long multiplications = 2 * first * 24 + 2 * second * 6;
    assertThat(Products.of(flow))
        .isEqualTo(new Products(weights, multiplications, weights, multiplications));
  }

  /** An autoencoder makes samples with its decoder alone. */
  @Test
  void anAutoencoderMultipliesInBothNetworks() {
    var vae = VAE.builder().image(2, 3).latent(4).hidden(5, 7).build();
    long encoder = 6 * 5 + 5 * 7 + 7 * 8; // means and deviations of 4 latents
    long decoder = 4 * 7 + 7 * 5 + 5 * 6; // its layers in reverse order
    assertThat(Products.of(vae))
        .isEqualTo(new Products(encoder + decoder, encoder + decoder, decoder, decoder));
  }
}
