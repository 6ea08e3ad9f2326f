package io.github.flowlib.samples.checks.devices;

import io.github.flowlib.device.Device;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.console.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code flowlib devices}. */
@Command(
    name = DevicesCommand.NAME,
    description =
        "Tell what models can compute on here: the first GPU if there is one, or the CPU.")
public final class DevicesCommand implements Callable<Integer> {

  static final String NAME = "devices";

  private static final double GIBIBYTE = 1L << 30;

  @ParentCommand private CommandContext context;

  /** For the command line. */
  public DevicesCommand() {}

  @Override
  public Integer call() {
    TextTable table = new TextTable(List.of("device", "name", "memory"));
    for (Device.Found found : Device.list()) {
      table.row(List.of(found.device().toString(), found.name(), memory(found.memoryBytes())));
    }
    context.console().out().print(table);
    return 0;
  }

  private static String memory(OptionalLong bytes) {
    return bytes.isEmpty()
        ? ""
        : String.format(Locale.ROOT, "%.1f GiB", bytes.getAsLong() / GIBIBYTE);
  }
}
