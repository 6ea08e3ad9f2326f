package io.github.flowlib.device;

import java.util.List;

/**
 * Tells what a backend can compute on, and takes how much of it. Found by {@link
 * java.util.ServiceLoader}.
 */
public interface DeviceFinder {

  /**
   * The devices that can be used here.
   *
   * @return the CPU, then all GPUs by their index
   */
  List<Device.Found> devices();

  /**
   * Chooses how many threads compute; see {@link Device#useThreads}.
   *
   * @param threads at least 1
   * @throws IllegalStateException if it is too late, because another number of them was started
   */
  void useThreads(int threads);
}
