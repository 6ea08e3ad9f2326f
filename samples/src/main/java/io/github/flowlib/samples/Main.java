package io.github.flowlib.samples;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import io.github.flowlib.samples.checks.benchmark.BenchmarkCommand;
import io.github.flowlib.samples.checks.devices.DevicesCommand;
import io.github.flowlib.samples.checks.interop.InteropCommand;
import io.github.flowlib.samples.checks.resilience.CrashTestCommand;
import io.github.flowlib.samples.checks.resilience.FuzzCommand;
import io.github.flowlib.samples.checks.resilience.SoakCommand;
import io.github.flowlib.samples.console.CommandContext;
import io.github.flowlib.samples.console.Console;
import io.github.flowlib.samples.console.OwnProcess;
import io.github.flowlib.samples.console.PlainLog;
import io.github.flowlib.samples.console.Reason;
import io.github.flowlib.samples.console.SettingException;
import io.github.flowlib.samples.console.UsageException;
import io.github.flowlib.samples.documents.reproduction.ReproduceCommand;
import io.github.flowlib.samples.documents.tables.TablesCommand;
import io.github.flowlib.samples.exercises.commands.AnomalyCommand;
import io.github.flowlib.samples.exercises.commands.ConditionalRealNvpCommand;
import io.github.flowlib.samples.exercises.commands.CvaeCommand;
import io.github.flowlib.samples.exercises.commands.DigitsCommand;
import io.github.flowlib.samples.exercises.commands.DrawCommand;
import io.github.flowlib.samples.exercises.commands.InterpolateCommand;
import io.github.flowlib.samples.exercises.commands.PlaneCommand;
import io.github.flowlib.samples.exercises.commands.PresetsCommand;
import io.github.flowlib.samples.exercises.commands.RealNvpCommand;
import io.github.flowlib.samples.exercises.commands.SampleCommand;
import io.github.flowlib.samples.exercises.commands.SeedsCommand;
import io.github.flowlib.samples.exercises.commands.TourCommand;
import io.github.flowlib.samples.results.Versions;
import io.github.flowlib.train.TrainingDivergedException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The command line over the exercises.
 *
 * <p>Exit codes: 0, 1 for a failure, 2 for wrong usage. A mistake of the user is one sentence on
 * standard error.
 */
@Command(
    name = "flowlib",
    description = "Normalizing flows and conditional autoencoders on handwritten digits.",
    subcommands = {
      TourCommand.class,
      RealNvpCommand.class,
      InterpolateCommand.class,
      ConditionalRealNvpCommand.class,
      CvaeCommand.class,
      DrawCommand.class,
      DigitsCommand.class,
      SampleCommand.class,
      PresetsCommand.class,
      SeedsCommand.class,
      PlaneCommand.class,
      AnomalyCommand.class,
      BenchmarkCommand.class,
      CrashTestCommand.class,
      FuzzCommand.class,
      SoakCommand.class,
      InteropCommand.class,
      DevicesCommand.class,
      ReproduceCommand.class,
      TablesCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    scope = CommandLine.ScopeType.INHERIT)
public final class Main implements CommandContext {

  private static final int FAILURE = 1;
  private static final int USAGE = 2;

  /** Set to anything, it adds a stack trace to failures. */
  private static final String DEBUG = "FLOWLIB_DEBUG";

  private final Console console;
  private final PrintStream err;
  private final List<String> args;

  private Main(Console console, PrintStream err, List<String> args) {
    this.console = console;
    this.err = err;
    this.args = args;
  }

  /**
   * Runs and ends the virtual machine. It must be ended: within Maven, waiting threads would keep
   * it alive, and a failure would bring Maven's own block of error lines.
   *
   * <p>The virtual machine is ours, so its locale is as well: all that is printed and written is
   * English with ASCII digits, and TensorFlow Java can name the operations of the graphs that the
   * samples build by hand.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    PlainLog.install(System.out, System.err);
    System.exit(OwnProcess.run(Main.class, args).orElseGet(() -> run(args)));
  }

  /**
   * Runs without ending the virtual machine.
   *
   * @param args the command line; without arguments it is the tour
   * @return the exit code
   */
  public static int run(String... args) {
    return run(Console.ofThisProcess(), System.err, args);
  }

  static int run(Console console, PrintStream err, String... args) {
    List<String> effective = args.length == 0 ? List.of("tour") : List.of(args);
    Main main = new Main(console, err, effective);
    CommandLine line =
        commandLine(main)
            .setOut(new PrintWriter(console.out(), true))
            .setErr(new PrintWriter(err, true))
            .setParameterExceptionHandler((e, all) -> main.usage(e.getCommandLine(), e))
            .setExecutionExceptionHandler((e, command, parsed) -> main.failure(e));
    try {
      return line.execute(effective.toArray(new String[0]));
    } catch (Error e) {
      // No natives for this system, no memory: nothing that a stack trace explains.
      return main.failure(e);
    }
  }

  /** The commands with their options, to be parsed only. */
  static CommandLine commandLine() {
    return commandLine(new Main(Console.ofThisProcess(), System.err, List.of()));
  }

  private static CommandLine commandLine(Main main) {
    CommandLine line = new CommandLine(main);
    // A negative number is a wrong number, not an unknown option.
    requireNonNull(line.getSubcommands().get(DrawCommand.NAME))
        .setUnmatchedOptionsArePositionalParams(true);
    requireNonNull(line.getSubcommands().get(DigitsCommand.NAME))
        .setUnmatchedOptionsArePositionalParams(true);
    return line;
  }

  @Override
  public Console console() {
    return console;
  }

  @Override
  public String command() {
    return "samples/flowlib " + args.stream().map(Main::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String arg) {
    return arg.matches("[\\w@%+=:,./-]+") ? arg : "'" + arg.replace("'", "'\\''") + "'";
  }

  private int usage(CommandLine command, Exception e) {
    String reason = Reason.of(e).replaceFirst("^Error: ", "");
    String message = Ascii.toLowerCase(reason.substring(0, 1)) + reason.substring(1);
    return say(message + "; see " + command.getCommandSpec().qualifiedName() + " --help", USAGE);
  }

  private int failure(Throwable e) {
    if (System.getenv(DEBUG) != null) {
      e.printStackTrace(err);
    }
    if (e instanceof SettingException setting) {
      return say(setting.ofOption(), USAGE);
    }
    if (e instanceof UsageException || e instanceof IllegalArgumentException) {
      return say(Reason.of(e), USAGE);
    }
    if (e instanceof OutOfMemoryError) {
      return say(
          "not enough memory (" + Reason.of(e) + "); start with JAVA_OPTS=-Xmx4g or so", FAILURE);
    }
    boolean expected =
        e instanceof IOException
            || e instanceof IllegalStateException
            || e instanceof TrainingDivergedException;
    return say(
        expected ? Reason.of(e) : e.getClass().getSimpleName() + ": " + Reason.of(e), FAILURE);
  }

  private int say(String message, int code) {
    console.out().flush();
    err.println("flowlib: " + message);
    err.flush();
    return code;
  }

  /** Tells the version. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      Versions versions = Versions.current();
      return new String[] {"flowlib " + versions.flowlib() + ", Java " + versions.java()};
    }
  }
}
