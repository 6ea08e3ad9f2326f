package io.github.flowlib.samples.results;

/**
 * What a run ran on.
 *
 * @param flowlib version of this library
 * @param java version of the virtual machine
 * @param system operating system and processor
 */
public record Versions(String flowlib, String java, String system) {

  /**
   * This machine.
   *
   * @return the versions
   */
  public static Versions current() {
    return new Versions(
        Resources.text(Versions.class, "version.txt").strip(),
        Runtime.version().toString(),
        System.getProperty("os.name") + " " + System.getProperty("os.arch"));
  }
}
