package io.github.flowlib.tf.internal.store;

import com.google.common.collect.ImmutableList;
import com.google.protobuf.CodedOutputStream;
import io.github.flowlib.model.ModelFormatException;
import io.github.flowlib.model.NativeMemoryException;
import io.github.flowlib.tf.internal.device.NativeCalls;
import io.github.flowlib.tf.internal.graph.GraphSession;
import io.github.flowlib.tf.internal.graph.Run;
import io.github.flowlib.tf.internal.graph.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The directory of a model: a TensorFlow SavedModel, {@code spec.json} and {@code manifest.json}.
 *
 * <p>The SavedModel exporter does not see resource variables, so the operations it looks for by
 * name are declared here. Reading never executes the stored graph: weights are restored by name
 * into a graph that was built from the specification.
 */
public final class ModelFiles {

  /** In a SavedModel, a directory, and what the names of files in it begin with. */
  private static final String VARIABLES = "variables";

  private static final String GRAPH = "saved_model.pb";

  private final GraphSession session;
  private final ImmutableList<Signature> signatures;
  private final Placeholder<TString> filename;
  private final Op restoreAll;

  /** Declares the operations; all variables must have been declared before. */
  public ModelFiles(GraphSession session, ImmutableList<Signature> signatures) {
    this.session = session;
    this.signatures = signatures;
    Ops tf = session.tf().withSubScope("save");
    ImmutableList<Variables.Variable> variables = session.variables().all();
    String[] names = variables.stream().map(Variables.Variable::name).toArray(String[]::new);
    filename =
        tf.withName("filename").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    if (names.length == 0) { // a flow of fixed transforms has nothing to save
      tf.withName("control_dependency").identity(filename);
      restoreAll = tf.withName("restore_all").noOp();
      return;
    }
    Operand<TString> nameTensor = strings(tf, names);
    String[] wholeTensors = new String[names.length];
    Arrays.fill(wholeTensors, "");
    Operand<TString> slices = strings(tf, wholeTensors);
    List<Operand<?>> values = new ArrayList<>();
    List<Class<? extends TType>> types = new ArrayList<>();
    for (Variables.Variable variable : variables) {
      values.add(variable.value());
      types.add(TFloat32.class);
    }
    Op save = tf.train.save(filename, nameTensor, slices, values);
    tf.withControlDependencies(save).withName("control_dependency").identity(filename);
    List<Output<?>> restored = tf.train.restore(filename, nameTensor, slices, types).tensors();
    List<Op> assigns = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      // An assignment alone would take weights of any shape.
      Operand<?> checked = tf.ensureShape(restored.get(i), variables.get(i).shape());
      assigns.add(tf.assignVariableOp(variables.get(i).store().handle(), checked));
    }
    restoreAll = tf.withControlDependencies(assigns).withName("restore_all").noOp();
  }

  private static Operand<TString> strings(Ops tf, String[] values) {
    return tf.constant(NdArrays.vectorOfObjects(values));
  }

  /** Writes a model beside its target and moves it there. */
  public void save(Path target, ModelInfo info, DirectoryReplacement.Replaceable replaceable)
      throws IOException {
    try (DirectoryReplacement replacement = DirectoryReplacement.of(target, replaceable)) {
      Path directory = replacement.directory();
      export(directory, target);
      info.write(directory);
      Manifest.of(Manifest.Kind.MODEL, directory).write(directory);
      replacement.commit();
    }
  }

  private void export(Path directory, Path target) throws IOException {
    try (NativeDirectory written = NativeDirectory.of(directory)) {
      SavedModelBundle.Exporter exporter =
          SavedModelBundle.exporter(written.told().toString())
              .withTags("serve")
              .withSession(session.session())
              .withSignatures(signatures.toArray(new Signature[0]));
      NativeCalls.run(
          () -> {
            exporter.export();
            return exporter;
          });
      writeInOrder(written.told().resolve(GRAPH));
      written.finish();
    } catch (RuntimeException e) { // TensorFlow throws several kinds, without a common parent
      throw new IOException(
          "could not write the SavedModel to " + target + ": " + reason(e, directory, target), e);
    }
  }

  /**
   * The same graph gives the same bytes: TensorFlow writes the attributes of operations in an order
   * that is another one every time.
   */
  private static void writeInOrder(Path graph) throws IOException {
    SavedModel model = SavedModel.parseFrom(Files.readAllBytes(graph));
    byte[] bytes = new byte[model.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    model.writeTo(out);
    out.checkNoSpaceLeft();
    Files.write(graph, bytes);
  }

  /** Without what only TensorFlow's developers understand, and without names that are gone soon. */
  private static String reason(RuntimeException e, Path directory, Path target) {
    return String.valueOf(e.getMessage())
        .lines()
        .findFirst()
        .orElse(e.toString())
        .replace(directory.toString(), target.toString());
  }

  /** Takes the weights of a directory whose manifest has been verified. */
  public void restoreWeights(Path directory) throws IOException {
    Path files = directory.resolve(VARIABLES);
    try (NativeDirectory read = NativeDirectory.withContent(files)) {
      try (Run run = new Run(session)) {
        String prefix = read.told().resolve(VARIABLES).toString();
        run.feed(filename, TString.scalarOf(prefix)).target(restoreAll).run();
      } catch (NativeMemoryException e) {
        throw e; // the directory may be as good as any
      } catch (RuntimeException e) { // TensorFlow throws several kinds, without a common parent
        throw new ModelFormatException(
            "the weights in "
                + directory
                + " do not fit its spec.json: "
                + String.valueOf(e.getMessage()).replace(read.told().toString(), files.toString()),
            e);
      }
    }
  }
}
