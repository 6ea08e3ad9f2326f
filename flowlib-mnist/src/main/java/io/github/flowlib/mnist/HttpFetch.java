package io.github.flowlib.mnist;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches one small file into memory and never waits for long: the client's own timeouts end when
 * the headers arrive, so this class watches the bytes itself.
 */
final class HttpFetch {

  private static final Duration POLL = Duration.ofMillis(100);

  /**
   * How long to wait.
   *
   * @param connect for a connection
   * @param idle for the next byte
   * @param total for the whole file
   */
  record Timeouts(Duration connect, Duration idle, Duration total) {
    static final Timeouts DEFAULT =
        new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofMinutes(10));
  }

  /** Hears about bytes. */
  @FunctionalInterface
  interface Listener {
    void onBytes(long bytes, long total);
  }

  private final Timeouts timeouts;
  private final HttpClient client;

  HttpFetch(Timeouts timeouts) {
    this.timeouts = timeouts;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(timeouts.connect())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /**
   * Fetches at most {@code limit} bytes.
   *
   * @throws IOException whose message says in words what went wrong, without the address
   */
  byte[] fetch(URI uri, long limit, Listener listener) throws IOException {
    Body body = new Body(limit);
    long start = System.nanoTime();
    listener.onBytes(0, -1);
    CompletableFuture<HttpResponse<Void>> answer =
        client.sendAsync(HttpRequest.newBuilder(uri).build(), body);
    try {
      while (true) {
        try {
          answer.get(POLL.toMillis(), TimeUnit.MILLISECONDS);
          body.check();
          return body.bytes();
        } catch (TimeoutException e) {
          body.check();
          body.checkIdle(timeouts.idle());
          if (System.nanoTime() - start > timeouts.total().toNanos()) {
            throw new IOException("not complete within " + seconds(timeouts.total()));
          }
          if (body.received > 0) {
            listener.onBytes(body.received, body.total);
          }
        }
      }
    } catch (ExecutionException e) {
      throw inWords(uri, requireNonNull(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  private IOException inWords(URI uri, Throwable cause) {
    String words = cause.getClass().getSimpleName() + ": " + cause.getMessage();
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
        return new IOException("unknown host " + uri.getHost() + " (no network?)", cause);
      } else if (t instanceof HttpConnectTimeoutException) {
        return new IOException("no connection within " + seconds(timeouts.connect()), cause);
      } else if (t instanceof ConnectException) {
        words = "no connection" + (t.getMessage() == null ? "" : " (" + t.getMessage() + ")");
      }
    }
    return new IOException(words, cause);
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }

  /** Collects the bytes; written by the client's threads, watched by the caller's. */
  private static final class Body implements HttpResponse.BodyHandler<Void> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final long limit;
    private volatile int status;
    private volatile long total = -1;
    private volatile long received;
    private volatile long lastArrival = System.nanoTime();

    Body(long limit) {
      this.limit = limit;
    }

    @Override
    public HttpResponse.BodySubscriber<Void> apply(HttpResponse.ResponseInfo info) {
      total = info.headers().firstValueAsLong("Content-Length").orElse(-1);
      status = info.statusCode();
      lastArrival = System.nanoTime();
      return BodySubscribers.ofByteArrayConsumer(chunk -> chunk.ifPresent(this::add));
    }

    private void add(byte[] chunk) {
      lastArrival = System.nanoTime();
      received += chunk.length;
      if (status == 200 && received <= limit) {
        bytes.writeBytes(chunk);
      }
    }

    void check() throws IOException {
      if (status != 0 && status != 200) {
        throw new IOException("HTTP status " + status + " instead of 200");
      }
      if (received > limit || total > limit) {
        throw new IOException(
            "a body of %s bytes instead of at most %s".formatted(Math.max(received, total), limit));
      }
    }

    void checkIdle(Duration idle) throws IOException {
      if (System.nanoTime() - lastArrival > idle.toNanos()) {
        throw new IOException(
            status == 0
                ? "no answer within " + seconds(idle)
                : "stalled: no byte for %s after %s of %s bytes"
                    .formatted(
                        seconds(idle), received, total < 0 ? "an unknown number of" : total));
      }
    }

    byte[] bytes() {
      return bytes.toByteArray();
    }
  }
}
