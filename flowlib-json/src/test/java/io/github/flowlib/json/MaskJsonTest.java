package io.github.flowlib.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.github.flowlib.json.internal.SpecMapper;
import io.github.flowlib.spec.Mask;
import org.junit.jupiter.api.Test;

class MaskJsonTest {

  private static Mask read(String json) throws JsonProcessingException {
    return SpecMapper.MAPPER.readValue(json, Mask.class);
  }

  /** As it was written before masks could name positions. */
  @Test
  void masksWithoutPositionsAreReadAsBefore() throws Exception {
    assertThat(read("{\"kind\": \"HALF\", \"flipped\": true}"))
        .isEqualTo(Mask.of(Mask.Kind.HALF).flip());
  }

  @Test
  void positionsGoAndComeBack() throws Exception {
    Mask mask = Mask.keeping(5, 0, 2).flip();
    String json = SpecMapper.MAPPER.writeValueAsString(mask);
    assertThat(json).contains("[ 0, 2, 5 ]");
    assertThat(read(json)).isEqualTo(mask);
    Mask half = Mask.of(Mask.Kind.HALF);
    assertThat(read(SpecMapper.MAPPER.writeValueAsString(half))).isEqualTo(half);
  }

  @Test
  void readingChecksPositions() {
    assertThatThrownBy(
            () -> read("{\"kind\": \"POSITIONS\", \"flipped\": false, \"kept\": [2, 1]}"))
        .isInstanceOf(ValueInstantiationException.class)
        .hasMessageContaining("each once, but 1 follows 2");
    assertThatThrownBy(() -> read("{\"kind\": \"POSITIONS\", \"flipped\": false}"))
        .isInstanceOf(ValueInstantiationException.class)
        .hasMessageContaining("but kind POSITIONS has none");
  }
}
