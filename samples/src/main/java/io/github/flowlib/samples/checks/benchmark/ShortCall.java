package io.github.flowlib.samples.checks.benchmark;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A call of less than a millisecond, timed by JMH: Java compiles what it runs while it runs, and
 * the first hundreds of such calls are slower than those of a service.
 *
 * <p>JMH stays in this process, where the model is, and where others take their turns with it.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ShortCall {

  private static final double MEDIAN = 50;
  private static final String IGNORE_LOCK = "jmh.ignoreLock";

  private static Runnable timed = () -> {};

  /** For JMH. */
  public ShortCall() {}

  /** What JMH times. */
  @Benchmark
  public void call() {
    timed.run();
  }

  /** The median milliseconds of a call. */
  static double millis(Runnable call) {
    timed = call;
    System.setProperty(IGNORE_LOCK, "true"); // another JMH of this machine is not waited for
    Options options =
        new OptionsBuilder()
            .include(ShortCall.class.getName())
            .forks(0)
            .warmupIterations(1)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(1)
            .measurementTime(TimeValue.seconds(1))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    try {
      Collection<RunResult> results = new Runner(options).run();
      return results.iterator().next().getPrimaryResult().getStatistics().getPercentile(MEDIAN);
    } catch (RunnerException e) {
      throw new IllegalStateException("JMH could not time a call: " + e.getMessage(), e);
    } finally {
      timed = () -> {};
    }
  }
}
