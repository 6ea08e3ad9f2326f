package io.github.flowlib.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;

/**
 * The build runs the tests of tables with the oldest Commons CSV that will do and with the newest;
 * this one shows that it does.
 */
class CsvVersionTest {

  @Test
  void theVersionIsTheOneThatTheBuildSays() {
    String wanted = System.getProperty("flowlib.commons-csv");
    assumeTrue(wanted != null, "run by Maven");
    assertThat(CSVFormat.class.getPackage().getImplementationVersion()).isEqualTo(wanted);
  }
}
