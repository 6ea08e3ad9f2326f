package io.github.flowlib.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.SetMultimap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms of the samples do not know each other's insides, and arrows lead downwards only. */
class RoomsTest {

  private static final Path ROOT = Path.of("src/main/java/io/github/flowlib/samples");
  private static final int MOST_FILES = 35;

  /** From above to below; what stands on one line does not know its neighbours. */
  private static final ImmutableList<ImmutableList<String>> FLOORS =
      ImmutableList.of(
          ImmutableList.of(""),
          ImmutableList.of(
              "examples",
              "exercises.commands",
              "checks.benchmark",
              "checks.resilience",
              "checks.interop"),
          ImmutableList.of("exercises.page", "exercises.plane", "exercises.anomaly"),
          ImmutableList.of("exercises"),
          ImmutableList.of("exercises.measurement"),
          ImmutableList.of("exercises.training", "exercises.report"),
          ImmutableList.of("exercises.evaluation", "exercises.baseline"),
          ImmutableList.of("exercises.statistics", "models", "results"),
          ImmutableList.of("console"));

  /** Names of classes begin with a capital; what stands before them is the package. */
  private static final Pattern IMPORT =
      Pattern.compile(
          "(?m)^import (?:static )?io\\.github\\.flowlib\\.samples((?:\\.[a-z]\\w*)*)\\.[A-Z]");

  private static SetMultimap<String, String> arrows() throws IOException {
    ImmutableSetMultimap.Builder<String, String> arrows = ImmutableSetMultimap.builder();
    for (Path file : files()) {
      Matcher imported = IMPORT.matcher(Files.readString(file));
      while (imported.find()) {
        arrows.put(room(file), imported.group(1).replaceFirst("^\\.", ""));
      }
    }
    return arrows.build();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> tree = Files.walk(ROOT)) {
      return tree.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static String room(Path file) {
    return ROOT.relativize(file.getParent()).toString().replace('/', '.').replace('\\', '.');
  }

  private static int floor(String room) {
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      if (FLOORS.get(floor).contains(room)) {
        return floor;
      }
    }
    throw new AssertionError("no floor is known for the package '" + room + "'");
  }

  @Test
  void arrowsLeadDownwards() throws IOException {
    List<String> upwards = new ArrayList<>();
    arrows()
        .forEach(
            (from, to) -> {
              if (!from.equals(to) && floor(from) >= floor(to)) {
                upwards.add(from + " -> " + to);
              }
            });

    assertThat(upwards).isEmpty();
  }

  @Test
  void roomsDoNotKnowEachOther() throws IOException {
    SetMultimap<String, String> arrows = arrows();

    assertThat(arrows.get("examples")).isEmpty();
    assertThat(arrows.entries())
        .noneMatch(
            arrow ->
                arrow.getKey().startsWith("exercises") && arrow.getValue().startsWith("checks")
                    || arrow.getKey().startsWith("checks")
                        && arrow.getValue().startsWith("exercises"));
    assertThat(arrows.get(""))
        .allMatch(
            room ->
                room.equals("exercises.commands")
                    || room.startsWith("checks")
                    || room.equals("console")
                    || room.equals("results"));
  }

  @Test
  void noPackageIsCrowded() throws IOException {
    assertThat(files().stream().map(RoomsTest::room).distinct())
        .allSatisfy(
            room ->
                assertThat(files().stream().filter(file -> room(file).equals(room)))
                    .as(room)
                    .hasSizeLessThanOrEqualTo(MOST_FILES));
  }
}
