package io.github.flowlib.samples.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void namesToTheLeftFiguresToTheRight() {
    String table =
        new TextTable(List.of("model", "nats"))
            .row(List.of("RealNVP(10)", "-755.9"))
            .row(List.of("none", ""))
            .toString();

    assertThat(table.lines())
        .containsExactly(
            "model          nats", "-------------------", "RealNVP(10)  -755.9", "none");
  }

  @Test
  void rowsOfAnotherWidthAreRefused() {
    assertThatThrownBy(() -> new TextTable(List.of("a")).row(List.of("b", "c")))
        .hasMessage("a row must have 1 cells, but had 2");
  }
}
