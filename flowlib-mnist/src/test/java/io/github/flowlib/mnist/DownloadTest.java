package io.github.flowlib.mnist;

import static io.github.flowlib.mnist.Fixtures.CONTENT;
import static io.github.flowlib.mnist.Fixtures.FILES;
import static io.github.flowlib.mnist.Fixtures.gzip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every way a mirror can behave, on the loopback interface. */
@Timeout(60)
class DownloadTest {

  /** For mirrors that let wait; a machine with much to do may well let wait for half a second. */
  private static final HttpFetch.Timeouts SHORT =
      new HttpFetch.Timeouts(
          Duration.ofSeconds(5), Duration.ofMillis(1500), Duration.ofMillis(3000));

  /** For all others: no test of theirs is about time. */
  private static final HttpFetch.Timeouts PATIENT =
      new HttpFetch.Timeouts(Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1));

  @TempDir Path dir;

  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> events = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/good/", e -> send(e, 200, gzip(content(e))));
    server.createContext("/plain/", e -> send(e, 200, content(e)));
    server.createContext("/missing/", e -> send(e, 404, "no such file".getBytes("US-ASCII")));
    server.createContext("/portal/", e -> send(e, 200, "<html>log in</html>".getBytes("US-ASCII")));
    server.createContext("/huge/", e -> send(e, 200, new byte[5000]));
    server.createContext("/endless/", this::endless);
    server.createContext("/slow/", this::slow);
    server.createContext("/silent/", e -> await());
    server.createContext(
        "/moved/",
        e -> {
          e.getResponseHeaders().add("Location", "/good/" + name(e));
          send(e, 302, new byte[0]);
        });
    server.createContext(
        "/corrupted/",
        e -> {
          byte[] content = content(e).clone();
          content[content.length - 1] ^= 1;
          send(e, 200, gzip(content));
        });
    server.createContext(
        "/stalled/",
        e -> {
          byte[] body = gzip(content(e));
          e.sendResponseHeaders(200, body.length);
          e.getResponseBody().write(body, 0, 10);
          e.getResponseBody().flush();
          await();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void fillsTheCacheOnceAndReadsItAfterwards() throws IOException {
    Mnist mnist = loader(mirror("good")).load();
    assertThat(mnist.train().rows()).isEqualTo(7);
    Path cache = dir.resolve("flowlib/mnist");
    assertThat(mnist.source()).isEqualTo(cache);
    assertThat(names(cache))
        .containsExactlyInAnyOrder(
            CONTENT.keySet().stream().map(name -> name + ".gz").toArray(String[]::new));

    assertThat(loader().load().test().labels()).isEqualTo(mnist.test().labels());
  }

  @Test
  void reportsTheFirstAndTheLastByteOfEveryFile() throws IOException {
    loader(mirror("good")).load();
    for (String name : CONTENT.keySet()) {
      int size = gzip(CONTENT.get(name)).length;
      assertThat(events).contains(name + ".gz 0/-1", name + ".gz " + size + "/" + size);
    }
  }

  @Test
  void storesWhatAServerUnpackedUnderItsPlainName() throws IOException {
    loader(mirror("plain")).load();
    assertThat(names(dir.resolve("flowlib/mnist")))
        .containsExactlyInAnyOrderElementsOf(CONTENT.keySet());
  }

  @Test
  void followsRedirects() throws IOException {
    assertThat(loader(mirror("moved")).load().test().rows()).isEqualTo(4);
  }

  @Test
  void goesOnToTheNextMirrorAfterEveryKindOfFailure() throws IOException {
    for (String bad : List.of("missing", "portal", "corrupted", "stalled", "huge", "silent")) {
      Path cache = dir.resolve(bad);
      boolean waits = bad.equals("stalled") || bad.equals("silent");
      Mirrors mirrors = mirrors(waits ? SHORT : PATIENT, mirror(bad), mirror("good"));
      mirrors.download(FILES.testLabels(), cache);
      assertThat(names(cache)).as(bad).containsExactly("t10k-labels-idx1-ubyte.gz");
    }
  }

  @Test
  void namesWhatHappenedAtEachMirrorAndWhatToDo() throws IOException {
    URI refused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      refused = URI.create("http://" + host() + ":" + socket.getLocalPort() + "/");
    }
    // RFC 6761 reserves .invalid: no resolver knows it.
    URI unknown = URI.create("http://flowlib.invalid/");
    Path cache = dir.resolve("flowlib/mnist");
    String file = "train-images-idx3-ubyte.gz";
    long bytes = gzip(CONTENT.get("train-images-idx3-ubyte")).length;

    assertThatThrownBy(
            () ->
                loader(
                        SHORT,
                        refused,
                        unknown,
                        mirror("missing"),
                        mirror("portal"),
                        mirror("corrupted"),
                        mirror("stalled"),
                        mirror("huge"),
                        mirror("endless"),
                        mirror("slow"),
                        mirror("silent"))
                    .load())
        .isInstanceOf(DownloadException.class)
        .hasMessageStartingWith(
            "MNIST must be downloaded once, but no mirror delivered " + file + ":\n")
        .hasMessageContaining("  " + refused + file + ": no connection")
        .hasMessageContaining(
            "  " + unknown + file + ": unknown host flowlib.invalid (no network?)")
        .hasMessageContaining("  " + mirror("missing") + file + ": HTTP status 404 instead of 200")
        .hasMessageContaining(mirror("portal") + file + " must be an IDX file of images")
        .hasMessageContaining(mirror("corrupted") + file + " must be the MNIST file train-images")
        .hasMessageContaining(": stalled: no byte for 1.5 s after 10 of " + bytes + " bytes")
        .hasMessageContaining(": a body of 5000 bytes instead of at most 1100")
        .hasMessageContaining(mirror("endless") + file + ": a body of ")
        .hasMessageContaining(mirror("slow") + file + ": not complete within 3.0 s")
        .hasMessageContaining(mirror("silent") + file + ": no answer within 1.5 s")
        .hasMessageContaining("into " + cache + ", or into any directory named by")
        .hasMessageContainingAll("-Dflowlib.mnist.dir=DIR", "FLOWLIB_MNIST_DIR", "Mnist.load(Path)")
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(10));
    assertThat(names(cache)).as("nothing is left behind").isEmpty();
  }

  @Test
  void replacesADamagedFileInItsCache() throws IOException {
    Path cache = Fixtures.fill(dir.resolve("flowlib/mnist"));
    Path damaged = cache.resolve("t10k-images-idx3-ubyte.gz");
    byte[] good = Files.readAllBytes(damaged);
    Files.write(damaged, new byte[] {1, 2, 3, 4, 5});

    assertThat(loader(mirror("good")).load().test().rows()).isEqualTo(4);

    assertThat(damaged).hasBinaryContent(good);
    assertThat(events).allMatch(event -> event.startsWith("t10k-images"));
  }

  @Test
  void replacesADamagedPlainFileInItsCacheForGood() throws IOException {
    Path cache = Fixtures.fill(dir.resolve("flowlib/mnist"));
    Files.write(cache.resolve("t10k-images-idx3-ubyte"), new byte[] {1, 2, 3, 4, 5});
    Files.delete(cache.resolve("t10k-images-idx3-ubyte.gz"));

    loader(mirror("good")).load();

    assertThat(loader().load().test().rows()).as("read without any mirror").isEqualTo(4);
  }

  @Test
  void aCacheThatCannotBeCreatedIsNamed() throws IOException {
    Files.writeString(dir.resolve("flowlib"), "a file in the way");
    assertThatThrownBy(() -> loader(mirror("good")).load())
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("flowlib", "cannot be created", "flowlib.mnist.dir");
  }

  @Test
  void stopsWhenInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> loader(mirror("silent")).load())
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  private MnistLoader loader(URI... uris) {
    return loader(PATIENT, uris);
  }

  private MnistLoader loader(HttpFetch.Timeouts timeouts, URI... uris) {
    Map<String, String> variables = Map.of("XDG_CACHE_HOME", dir.toString());
    return new MnistLoader(
        FILES, MnistLocationsTest.locations(Map.of(), variables), mirrors(timeouts, uris));
  }

  private Mirrors mirrors(HttpFetch.Timeouts timeouts, URI... uris) {
    return new Mirrors(
        ImmutableList.copyOf(uris),
        timeouts,
        (file, bytes, total) -> events.add(file + " " + bytes + "/" + total));
  }

  private URI mirror(String path) {
    return URI.create("http://" + host() + ":" + server.getAddress().getPort() + "/" + path + "/");
  }

  private static String host() {
    return InetAddress.getLoopbackAddress().getHostAddress();
  }

  private static String name(HttpExchange exchange) {
    return Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
  }

  private static byte[] content(HttpExchange exchange) {
    return CONTENT.get(name(exchange).replace(".gz", ""));
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    while (end.getCount() > 0) {
      exchange.getResponseBody().write(new byte[1000]);
    }
  }

  /** Always a byte in time, never an end. */
  private void slow(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    while (end.getCount() > 0) {
      exchange.getResponseBody().write(0);
      exchange.getResponseBody().flush();
      pause(50);
    }
  }

  private void await() {
    pause(60_000);
  }

  private void pause(long millis) {
    try {
      end.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
