package io.github.flowlib.device;

import java.util.List;

/** Tells what a backend can compute on. Found by {@link java.util.ServiceLoader}. */
public interface DeviceFinder {

  /**
   * The devices that can be used here.
   *
   * @return the CPU, then all GPUs by their index
   */
  List<Device.Found> devices();
}
