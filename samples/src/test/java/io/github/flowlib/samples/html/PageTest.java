package io.github.flowlib.samples.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.mnist.ImageGrid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

  private static final String EVIL = "<script>alert(\"1 & 2\")</script>";

  @Test
  void allTextIsEscaped(@TempDir Path directory) throws IOException {
    Path png = directory.resolve("x.png");
    ImageGrid.of(new float[1][4], 2, 2).write(png);

    String html =
        new Page(EVIL, EVIL)
            .heading(EVIL)
            .paragraph(EVIL)
            .notice(EVIL)
            .command(EVIL)
            .highlights(List.of(new Page.Highlight(EVIL, EVIL, EVIL)))
            .table(List.of(EVIL, EVIL), List.of(List.of(EVIL, EVIL)), EVIL)
            .figures(List.of(new Page.Figure(png, EVIL, EVIL)))
            .bars(List.of(new Page.Bars(EVIL, List.of(new Page.Bar(EVIL, 1, EVIL)))), EVIL)
            .footer(EVIL)
            .toHtml();

    assertThat(html).doesNotContain("<script>").contains("&lt;script&gt;alert(&quot;1 &amp; 2");
    assertThat(html).contains("src=\"data:image/png;base64,iVBOR");
  }

  @Test
  void theLongestBarOfEveryGroupIsAsWide() {
    String html =
        new Page("t", "l")
            .bars(
                List.of(
                    new Page.Bars(
                        "step",
                        List.of(new Page.Bar("a", 3, "3.0"), new Page.Bar("b", 1.5, "1.5"))),
                    new Page.Bars("create", List.of(new Page.Bar("a", 0.1, "0.1")))),
                "milliseconds")
            .toHtml();
    assertThat(html)
        .contains("<dt>a</dt><dd><i style=\"width:60.0%\"></i>3.0</dd>")
        .contains("<dt>b</dt><dd><i style=\"width:30.0%\"></i>1.5</dd>")
        .contains("<h3>create</h3><dl>\n<dt>a</dt><dd><i style=\"width:60.0%\"></i>0.1</dd>")
        .contains("<figcaption>milliseconds</figcaption>");
  }

  @Test
  void chartsStandInThePageAndCannotEndTheirScript() {
    Chart chart =
        new Chart(
            "Title",
            ImmutableList.of(1.0, 2.0),
            "epoch",
            "</script>" + EVIL,
            List.of(
                new Chart.Line(
                    "a", 0, false, Arrays.asList(1.5, null), Arrays.asList(0.25, null))));

    String html = new Page("t", "l").chart(chart, "caption").toHtml();

    assertThat(html).contains("var uPlot=").contains("Copyright (c) 2022 Leon Sorokin");
    assertThat(html)
        .contains("\"values\":[1.5,null]", "\"errors\":[0.25,null]", "\"title\":\"Title\"")
        .doesNotContain(EVIL);
    assertThat(html).doesNotContain("http://").doesNotContain("https://");
  }

  @Test
  void pagesWithoutChartsCarryNoScript() {
    assertThat(new Page("t", "l").paragraph("p").toHtml()).doesNotContain("uPlot");
  }
}
