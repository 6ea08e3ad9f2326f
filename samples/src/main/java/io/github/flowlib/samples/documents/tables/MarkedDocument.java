package io.github.flowlib.samples.documents.tables;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Sets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in Markdown whose tables of figures are made by a program. Each stands between two
 * comments, which a reader does not see:
 *
 * <pre>{@code
 * <!-- table NAME -->
 * | model | bits/dim |
 * ...
 * <!-- end -->
 * }</pre>
 */
public final class MarkedDocument {

  /** The first comment with the name of the table, what is between, and the second comment. */
  public static final Pattern MARKED =
      Pattern.compile("(?s)<!-- table (\\S+) -->\n(.*?)<!-- end -->");

  private MarkedDocument() {}

  /**
   * Fills in tables.
   *
   * @param text the document
   * @param tables by their names
   * @return the same document with the tables of today between the comments
   * @throws IllegalArgumentException if the document has another table, lacks one, or has one twice
   */
  static String fill(String text, ImmutableMap<String, Supplier<MarkdownTable>> tables) {
    Set<String> found = new LinkedHashSet<>();
    Matcher marked = MARKED.matcher(text);
    String filled =
        marked.replaceAll(match -> Matcher.quoteReplacement(section(match, tables, found)));
    Set<String> missing = Sets.difference(tables.keySet(), found);
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("the document has no place for the tables " + missing);
    }
    return filled;
  }

  private static String section(
      MatchResult match, ImmutableMap<String, Supplier<MarkdownTable>> tables, Set<String> found) {
    String name = match.group(1);
    Supplier<MarkdownTable> table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("there is no table " + name + ", but a place for it");
    }
    if (!found.add(name)) {
      throw new IllegalArgumentException("the table " + name + " has two places");
    }
    return "<!-- table " + name + " -->\n" + table.get() + "<!-- end -->";
  }
}
