package io.github.flowlib.samples.checks.benchmark;

import com.google.common.collect.ImmutableList;
import com.google.common.io.Closer;
import java.io.IOException;
import java.util.Optional;

/** All who do the tasks of a workload, this library first. */
final class Contestants implements AutoCloseable {

  private final Closer closer = Closer.create();
  private final ImmutableList<Contestant> all;
  private final ImmutableList<String> peers;

  private Contestants(Workload workload, Optional<Benchmark.Peer> wanted, boolean onGpu)
      throws IOException {
    ImmutableList.Builder<Contestant> contestants = ImmutableList.builder();
    ImmutableList.Builder<String> versions = ImmutableList.builder();
    try {
      for (LibraryContestant.Variant variant : LibraryContestant.Variant.on(onGpu)) {
        contestants.add(closed(new LibraryContestant(workload, variant)));
      }
      if (workload.dense().isPresent()) {
        Workload.Dense dense = workload.dense().get();
        contestants.add(closed(new BareContestant(dense)));
        if (wanted.isPresent()) {
          for (PeerContestant.Kind kind : PeerContestant.Kind.on(onGpu)) {
            PeerContestant other = closed(new PeerContestant(kind, wanted.get(), dense));
            contestants.add(other);
            versions.add(other.versions());
          }
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      closer.close();
      throw e;
    }
    all = contestants.build();
    peers = versions.build();
  }

  static Contestants of(Workload workload, Optional<Benchmark.Peer> peer, boolean onGpu)
      throws IOException {
    return new Contestants(workload, peer, onGpu);
  }

  private <C extends Contestant> C closed(C contestant) {
    closer.register(contestant::close);
    return contestant;
  }

  ImmutableList<Contestant> all() {
    return all;
  }

  /** The versions of other libraries, if there are any. */
  ImmutableList<String> peers() {
    return peers;
  }

  @Override
  public void close() throws IOException {
    closer.close();
  }
}
