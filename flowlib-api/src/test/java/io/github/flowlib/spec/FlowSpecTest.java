package io.github.flowlib.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.google.common.collect.ImmutableList;
import org.junit.jupiter.api.Test;

class FlowSpecTest {

  private static final Context NO_CONTEXT = Context.none();
  private static final Dequantization CONTINUOUS = Dequantization.none();
  private static final Dequantization BYTES = Dequantization.uniform(256);
  private static final Conditioner NET = new Conditioner.Mlp(ImmutableList.of(3), Activation.RELU);

  @Test
  void withoutTransformsIsTheBaseItself() {
    FlowSpec spec = continuous(EventShape.vector(1));

    assertThat(spec.dimension()).isEqualTo(1);
    assertThat(spec.transforms()).isEmpty();
    assertThat(spec.domain()).isEqualTo(Interval.all());
  }

  @Test
  void dimensionIsThatOfTheEvent() {
    assertThat(continuous(EventShape.image(4, 3, 2)).dimension()).isEqualTo(24);
  }

  @Test
  void domainIsThatOfTheFirstTransformUnlessDataAreDequantized() {
    EventShape event = EventShape.vector(2);
    Transform coupling = additive(Mask.Kind.HALF);

    assertThat(continuous(event, coupling).domain()).isEqualTo(Interval.all());
    assertThat(continuous(event, new Logit(0.05, 0, 1), coupling).domain())
        .isEqualTo(Interval.closed(0, 1.0));
    assertThat(
            new FlowSpec(
                    event,
                    NO_CONTEXT,
                    BYTES,
                    ImmutableList.of(new Logit(0.05, 0, 256), coupling),
                    Base.normal())
                .domain())
        .isEqualTo(Interval.closed(0, 255.0));
  }

  @Test
  void misfitNamesTheTransformAndItsPlace() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                continuous(
                    EventShape.vector(4),
                    additive(Mask.Kind.HALF),
                    new DiagonalScaling(),
                    additive(Mask.Kind.CHECKERBOARD)))
        .withMessage(
            "transform 2 (AdditiveCoupling): a checkerboard mask needs an image [h, w, c], but the"
                + " event is [4]; use image(h, w), or an alternating mask")
        .withCauseInstanceOf(IllegalArgumentException.class);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                continuous(
                    EventShape.vector(1), new AffineCoupling(Mask.of(Mask.Kind.HALF), NET, 2)))
        .withMessage(
            "transform 0 (AffineCoupling): a coupling needs at least 2 values to split, but the event"
                + " is [1]; use dimension(2) or more, or for one value an autoregressive transform");
  }

  @Test
  void marginalsOutOfPlaceNameTheirPlace() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dequantized(new DiagonalScaling(), new Marginals(256)))
        .withMessage(
            "transform 1 (Marginals): marginals must be the first transform of a flow on dequantized"
                + " data with 256 levels, but was number 1 with Uniform[levels=256]; use image(h,"
                + " w)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> continuous(EventShape.vector(2), new Marginals(256)))
        .withMessage(
            "transform 0 (Marginals): marginals must be the first transform of a flow on dequantized"
                + " data with 256 levels, but was number 0 with None[]; use image(h, w)");
  }

  @Test
  void logitThatCannotTakeTheDataNamesItsPlace() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dequantized(new Logit(0.05, 0, 1)))
        .withMessage(
            "transform 0 (Logit): logit interval must hold dequantized data, [0, 256], but was [0.0,"
                + " 1.0]");
  }

  @Test
  void partsMustNotBeNull() {
    EventShape event = EventShape.vector(2);
    ImmutableList<Transform> none = ImmutableList.of();
    assertThatNullPointerException()
        .isThrownBy(() -> new FlowSpec(null, NO_CONTEXT, CONTINUOUS, none, Base.normal()))
        .withMessage("event must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> new FlowSpec(event, null, CONTINUOUS, none, Base.normal()))
        .withMessage("context must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> new FlowSpec(event, NO_CONTEXT, null, none, Base.normal()))
        .withMessage("dequantization must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> new FlowSpec(event, NO_CONTEXT, CONTINUOUS, null, Base.normal()))
        .withMessage("transforms must not be null");
    assertThatNullPointerException()
        .isThrownBy(() -> new FlowSpec(event, NO_CONTEXT, CONTINUOUS, none, null))
        .withMessage("base must not be null");
  }

  @Test
  void equalPartsAreEqualSpecs() {
    FlowSpec spec = continuous(EventShape.vector(2), additive(Mask.Kind.HALF));

    assertThat(spec)
        .isEqualTo(continuous(EventShape.vector(2), additive(Mask.Kind.HALF)))
        .hasSameHashCodeAs(continuous(EventShape.vector(2), additive(Mask.Kind.HALF)))
        .isNotEqualTo(continuous(EventShape.vector(3), additive(Mask.Kind.HALF)))
        .isNotEqualTo(continuous(EventShape.vector(2), additive(Mask.Kind.ALTERNATING)))
        .isNotEqualTo(continuous(EventShape.vector(2)));
  }

  @Test
  void printsEverything() {
    FlowSpec spec =
        new FlowSpec(
            EventShape.image(2, 3, 1),
            Context.classes(10),
            BYTES,
            ImmutableList.of(
                new Marginals(256), additive(Mask.Kind.CHECKERBOARD), new DiagonalScaling()),
            Base.logistic());

    assertThat(spec)
        .hasToString(
            "FlowSpec[event=[2, 3, 1], context=Classes[classes=10],"
                + " dequantization=Uniform[levels=256], transforms=[Marginals[levels=256],"
                + " AdditiveCoupling[mask=Mask[kind=CHECKERBOARD, flipped=false],"
                + " conditioner=Mlp[hidden=[3], activation=RELU, dropout=OptionalDouble.empty]], DiagonalScaling[]],"
                + " base=Logistic[]]");
  }

  private static Transform additive(Mask.Kind kind) {
    return new AdditiveCoupling(Mask.of(kind), NET);
  }

  private static FlowSpec continuous(EventShape event, Transform... transforms) {
    return new FlowSpec(
        event, NO_CONTEXT, CONTINUOUS, ImmutableList.copyOf(transforms), Base.normal());
  }

  private static FlowSpec dequantized(Transform... transforms) {
    return new FlowSpec(
        EventShape.image(2, 2, 1),
        NO_CONTEXT,
        BYTES,
        ImmutableList.copyOf(transforms),
        Base.normal());
  }
}
