package io.github.flowlib.samples.html;

import com.google.common.html.HtmlEscapers;
import io.github.flowlib.samples.results.Resources;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * Builds one page that needs nothing but itself: styles, scripts, charts and images stand in it.
 * All text is escaped.
 */
public final class Page {

  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

  private final String title;
  private final StringBuilder body = new StringBuilder();
  private boolean charts;

  /**
   * Starts a page.
   *
   * @param title of the page, also its first heading
   * @param lead a sentence or two below it
   */
  public Page(String title, String lead) {
    this.title = title;
    body.append("<header><h1>").append(escape(title)).append("</h1>\n");
    body.append("<p class=\"lead\">").append(escape(lead)).append("</p></header>\n");
  }

  /**
   * An image with its caption.
   *
   * @param png a file
   * @param alt what it shows, for those who do not see it
   * @param caption below it
   */
  public record Figure(Path png, String alt, String caption) {}

  /**
   * A figure that everybody should see at once.
   *
   * @param value such as {@code 1.38}
   * @param unit such as {@code bits per dimension}
   * @param label what it belongs to
   */
  public record Highlight(String value, String unit, String label) {}

  /**
   * A heading.
   *
   * @param text its words
   * @return this page
   */
  public Page heading(String text) {
    return element("h2", text);
  }

  /**
   * A paragraph.
   *
   * @param text its words
   * @return this page
   */
  public Page paragraph(String text) {
    return element("p", text);
  }

  /**
   * A paragraph that must not be missed.
   *
   * @param text its words
   * @return this page
   */
  public Page notice(String text) {
    body.append("<p class=\"notice\">").append(escape(text)).append("</p>\n");
    return this;
  }

  /**
   * A command line.
   *
   * @param command as it is typed
   * @return this page
   */
  public Page command(String command) {
    body.append("<pre><code>").append(escape(command)).append("</code></pre>\n");
    return this;
  }

  /**
   * Large figures in a row.
   *
   * @param highlights from left to right
   * @return this page
   */
  public Page highlights(List<Highlight> highlights) {
    body.append("<div class=\"highlights\">\n");
    for (Highlight highlight : highlights) {
      body.append("<div><span class=\"label\">").append(escape(highlight.label()));
      body.append("</span><strong>").append(escape(highlight.value()));
      body.append("</strong><span class=\"unit\">").append(escape(highlight.unit()));
      body.append("</span></div>\n");
    }
    body.append("</div>\n");
    return this;
  }

  /**
   * A table; the first column holds names, the others figures.
   *
   * @param header the names of the columns
   * @param rows one cell per column each
   * @param caption below it
   * @return this page
   */
  public Page table(List<String> header, List<List<String>> rows, String caption) {
    body.append("<figure class=\"table\"><div class=\"scroll\"><table><thead><tr>");
    header.forEach(cell -> body.append("<th scope=\"col\">").append(escape(cell)).append("</th>"));
    body.append("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      body.append("<tr><th scope=\"row\">").append(escape(row.get(0))).append("</th>");
      row.stream()
          .skip(1)
          .forEach(cell -> body.append("<td>").append(escape(cell)).append("</td>"));
      body.append("</tr>\n");
    }
    body.append("</tbody></table></div>");
    caption(caption);
    return this;
  }

  /**
   * Images side by side, or one below the other where the window is narrow.
   *
   * @param figures from left to right
   * @return this page
   * @throws IOException if a file cannot be read
   */
  public Page figures(List<Figure> figures) throws IOException {
    body.append("<div class=\"figures\">\n");
    for (Figure figure : figures) {
      body.append("<figure>");
      image(figure);
      caption(figure.caption());
    }
    body.append("</div>\n");
    return this;
  }

  /**
   * A grid of images with names above its columns and beside its rows. They are text of the page,
   * so that they can be read aloud and searched, and the picture stays one of images alone.
   *
   * @param figure a picture of equal columns and equal rows
   * @param corner what the names of the columns are, such as {@code λ}
   * @param columns from left to right; empty if they have no names
   * @param rows from top to bottom; empty if they have no names
   * @return this page
   * @throws IOException if the file cannot be read
   */
  public Page grid(Figure figure, String corner, List<String> columns, List<String> rows)
      throws IOException {
    body.append("<figure class=\"grid\"><div class=\"cells\"><span class=\"corner\">");
    body.append(escape(corner)).append("</span><div class=\"columns\">");
    columns.forEach(name -> body.append("<span>").append(escape(name)).append("</span>"));
    body.append("</div><div class=\"rows\">");
    rows.forEach(name -> body.append("<span>").append(escape(name)).append("</span>"));
    body.append("</div>");
    image(figure);
    body.append("</div>");
    caption(figure.caption());
    return this;
  }

  /**
   * Bars below one name.
   *
   * @param name what they are of
   * @param bars from top to bottom, at least one
   */
  public record Bars(String name, List<Bar> bars) {}

  /**
   * A bar.
   *
   * @param name whose it is
   * @param value its length, in the unit of the others
   * @param text the value for those who read
   */
  public record Bar(String name, double value, String text) {}

  /**
   * Groups of bars; the longest of every group is as wide as those of others.
   *
   * @param groups from top to bottom
   * @param caption below them
   * @return this page
   */
  public Page bars(List<Bars> groups, String caption) {
    body.append("<figure class=\"bars\">\n");
    for (Bars group : groups) {
      double longest = group.bars().stream().mapToDouble(Bar::value).max().orElseThrow();
      body.append("<h3>").append(escape(group.name())).append("</h3><dl>\n");
      for (Bar bar : group.bars()) {
        body.append("<dt>").append(escape(bar.name())).append("</dt><dd><i style=\"width:");
        body.append(String.format(Locale.ROOT, "%.1f", 60 * bar.value() / longest));
        body.append("%\"></i>").append(escape(bar.text())).append("</dd>\n");
      }
      body.append("</dl>\n");
    }
    caption(caption);
    return this;
  }

  /**
   * A line chart.
   *
   * @param chart what it shows
   * @param caption below it
   * @return this page
   */
  public Page chart(Chart chart, String caption) {
    charts = true;
    body.append("<figure class=\"chart\"><div class=\"plot\"></div>");
    body.append("<script type=\"application/json\">").append(chart.toJson()).append("</script>");
    caption(caption);
    return this;
  }

  /**
   * The last lines of the page, in small type.
   *
   * @param text its words
   * @return this page
   */
  public Page footer(String text) {
    return element("footer", text);
  }

  /**
   * Writes the page.
   *
   * @param file its path
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Files.writeString(file, toHtml(), StandardCharsets.UTF_8);
  }

  /**
   * The whole page.
   *
   * @return HTML
   */
  public String toHtml() {
    StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n");
    html.append("<meta charset=\"utf-8\">\n<title>").append(escape(title)).append("</title>\n");
    html.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.append("<meta name=\"color-scheme\" content=\"light dark\">\n<style>\n");
    if (charts) {
      html.append(Resources.text(Page.class, UPLOT + "dist/uPlot.min.css")).append('\n');
    }
    html.append(Resources.text(Page.class, "page.css"))
        .append("</style>\n</head>\n<body>\n<main>\n");
    html.append(body).append("</main>\n");
    if (charts) {
      // The licence asks for its text; the banner of the file itself is an address to no use here.
      html.append("<script>\n/*! uPlot 1.6.30\n")
          .append(Resources.text(Page.class, UPLOT + "LICENSE"));
      html.append("\n*/\n");
      html.append(
          Resources.text(Page.class, UPLOT + "dist/uPlot.iife.min.js")
              .replaceFirst("(?s)^/\\*!.*?\\*/", ""));
      html.append("</script>\n<script>\n")
          .append(Resources.text(Page.class, "chart.js"))
          .append("</script>\n");
    }
    return html.append("</body>\n</html>\n").toString();
  }

  private Page element(String name, String text) {
    body.append('<').append(name).append('>').append(escape(text));
    body.append("</").append(name).append(">\n");
    return this;
  }

  private void image(Figure figure) throws IOException {
    body.append("<img alt=\"").append(escape(figure.alt()));
    body.append("\" src=\"data:image/png;base64,");
    body.append(Base64.getEncoder().encodeToString(Files.readAllBytes(figure.png())));
    body.append("\">");
  }

  private void caption(String text) {
    body.append("<figcaption>").append(escape(text)).append("</figcaption></figure>\n");
  }

  private static String escape(String text) {
    return HtmlEscapers.htmlEscaper().escape(text);
  }
}
