package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;

/** Squeezing, factoring out, masks of channels, convolutional networks. */
class ImageTransformsTest {

  private static final Conditioner NET = new Conditioner.ResNet(4, 1, Activation.RELU);

  @Test
  void squeezingTradesSpaceForChannels() {
    assertThat(new Squeeze(2).output(EventShape.image(4, 6, 3)))
        .isEqualTo(EventShape.image(2, 3, 12));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Squeeze(1))
        .withMessage("factor must be at least 2, but was 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Squeeze(2).output(EventShape.vector(4)))
        .withMessage("squeezing needs an image [h, w, c], but the event is [4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Squeeze(2).output(EventShape.image(4, 7, 1)))
        .withMessage(
            "squeezing needs a height and a width that are multiples of 2, but the event is [4, 7, 1];"
                + " pad or crop the images, or squeeze less often");
  }

  @Test
  void factoringOutLeavesSomeChannels() {
    FactorOut half = new FactorOut(2);
    EventShape image = EventShape.image(3, 2, 4);
    assertThat(half.output(image)).isEqualTo(EventShape.image(3, 2, 2));
    assertThat(half.leaving(image)).isEqualTo(12);
    assertThat(new Squeeze(2).leaving(image)).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FactorOut(0))
        .withMessage("channels to factor out must be at least 1, but were 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> half.output(EventShape.image(3, 2, 2)))
        .withMessage(
            "channels to factor out must be fewer than there are, but are 2 of [3, 2, 2]; squeeze"
                + " first");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> half.output(EventShape.vector(4)))
        .withMessage("factoring out needs an image [h, w, c], but the event is [4]");
  }

  @Test
  void aFlowCountsWhatLeft() {
    EventShape image = EventShape.image(2, 2, 4);
    FlowSpec spec =
        new FlowSpec(
            image,
            Context.none(),
            Dequantization.none(),
            ImmutableList.of(new FactorOut(1), new FactorOut(2)),
            Base.normal());
    assertThat(spec.dimension()).isEqualTo(16);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new FlowSpec(
                    image,
                    Context.none(),
                    Dequantization.none(),
                    ImmutableList.of(new FactorOut(2), new FactorOut(2)),
                    Base.normal()))
        .withMessageStartingWith("transform 1 (FactorOut): channels to factor out must be fewer");
  }

  @Test
  void channelsAreSplitAtEveryPixel() {
    Mask mask = Mask.of(Mask.Kind.CHANNELS);
    EventShape image = EventShape.image(1, 2, 3);
    boolean[] kept = new boolean[6];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = mask.keeps(image, i);
      assertThat(mask.flip().keeps(image, i)).isEqualTo(!kept[i]);
    }
    assertThat(kept).containsExactly(true, true, false, true, true, false);
    for (EventShape shape : ImmutableList.of(EventShape.vector(4), EventShape.image(2, 2, 1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> mask.checkFits(shape))
          .withMessage(
              "a mask of channels needs an image [h, w, c] with at least 2 channels, but the event is "
                  + shape
                  + "; squeeze it first, or use a checkerboard mask");
    }
  }

  @Test
  void convolutionalNetworksReadImages() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conditioner.ResNet(0, 1, Activation.RELU))
        .withMessage("filters must be 1 to 65536, but was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Conditioner.ResNet(1, -1, Activation.RELU))
        .withMessage("blocks must be at least 0, but was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new AffineCoupling(Mask.of(Mask.Kind.HALF), NET, 2)
                    .output(EventShape.image(2, 2, 1)))
        .withMessage(
            "a convolutional network needs a checkerboard mask or one of channels, but the mask is HALF");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new AdditiveCoupling(
                        Mask.of(Mask.Kind.CHECKERBOARD),
                        new Conditioner.Separate(ImmutableList.of(NET)))
                    .output(EventShape.image(3, 4, 1)))
        .withMessage(
            "a convolutional network with a checkerboard mask needs an even height and width, but the event is [3, 4, 1];"
                + " use an image of even size, or a mask of channels after squeezing");
  }
}
