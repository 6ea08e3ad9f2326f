package io.github.flowlib.tf.internal.device;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_CloseSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListMemoryBytes;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;

import com.google.common.collect.ImmutableList;
import io.github.flowlib.device.Device;
import java.util.OptionalLong;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;

/**
 * Asks a session what it sees. TensorFlow Java has no method for it, TensorFlow's C interface has.
 */
final class NativeDevices {

  private NativeDevices() {}

  /**
   * The devices of a session.
   *
   * @param firstGpu what the first of its GPUs is called here
   */
  @SuppressWarnings("try") // the scope frees what is made in it
  static ImmutableList<Device.Found> seenBy(ConfigProto config, int firstGpu) {
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
      byte[] bytes = config.toByteArray();
      TF_SetConfig(options, new BytePointer(bytes), bytes.length, status);
      status.throwExceptionIfNotOK();
      TF_Session session = TF_NewSession(TF_Graph.newGraph(), options, status);
      status.throwExceptionIfNotOK();
      try {
        TF_DeviceList list = TF_SessionListDevices(session, status);
        status.throwExceptionIfNotOK();
        try {
          return read(list, firstGpu, status);
        } finally {
          TF_DeleteDeviceList(list);
        }
      } finally {
        TF_CloseSession(session, status);
        TF_DeleteSession(session, status);
      }
    }
  }

  private static ImmutableList<Device.Found> read(
      TF_DeviceList list, int firstGpu, TF_Status status) {
    ImmutableList.Builder<Device.Found> found = ImmutableList.builder();
    found.add(new Device.Found(Device.cpu(), ProcessorName.ofCpu(), OptionalLong.empty()));
    int gpus = 0;
    for (int i = 0; i < TF_DeviceListCount(list); i++) {
      if (TF_DeviceListType(list, i, status).getString().equals("GPU")) {
        String path = TF_DeviceListName(list, i, status).getString();
        found.add(
            new Device.Found(
                Device.gpu(firstGpu + gpus++),
                ProcessorName.ofGpus().orElse(path),
                OptionalLong.of(TF_DeviceListMemoryBytes(list, i, status))));
      }
    }
    return found.build();
  }
}
