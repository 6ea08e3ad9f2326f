/**
 * Builders and specifications of normalizing flows and variational autoencoders: plain immutable
 * data, and the interfaces of models. A backend, such as {@code io.github.flowlib.tf}, runs them.
 *
 * <p>Every public type, by what you do with it:
 *
 * <table>
 * <caption>Types of this module</caption>
 * <thead>
 * <tr><th>you want to</th><th>types</th></tr>
 * </thead>
 * <tbody>
 * <tr><td>describe a model</td><td>
 *   flows {@link io.github.flowlib.RealNVP}, {@link io.github.flowlib.NICE}, {@link
 *   io.github.flowlib.NeuralSplineFlow}, {@link io.github.flowlib.MAF}, {@link
 *   io.github.flowlib.IAF}, {@link io.github.flowlib.Glow}; autoencoders {@link
 *   io.github.flowlib.VAE}</td></tr>
 * <tr><td>look up an option of their builders</td><td>
 *   all: {@link io.github.flowlib.ModelBuilder}; flows: {@link io.github.flowlib.FlowBuilder};
 *   flows with dense networks: {@link io.github.flowlib.DenseFlowBuilder}, {@link
 *   io.github.flowlib.CouplingFlowBuilder}, {@link io.github.flowlib.AutoregressiveFlowBuilder};
 *   image flows of several scales: {@link io.github.flowlib.MultiScaleFlowBuilder}</td></tr>
 * <tr><td>create or load a model</td><td>{@link io.github.flowlib.Models}</td></tr>
 * <tr><td>train, save, export a model</td><td>
 *   {@link io.github.flowlib.model.Model}: {@link io.github.flowlib.model.FlowModel} or {@link
 *   io.github.flowlib.model.VaeModel}</td></tr>
 * <tr><td>give it data</td><td>
 *   {@link io.github.flowlib.data.Dataset}; from a table: {@link
 *   io.github.flowlib.data.CsvColumns}</td></tr>
 * <tr><td>tell it a label or numbers</td><td>{@link io.github.flowlib.model.Conditional}</td></tr>
 * <tr><td>draw samples</td><td>{@link io.github.flowlib.model.Sampler}</td></tr>
 * <tr><td>ask a flow for densities and noise</td><td>
 *   {@link io.github.flowlib.model.Distribution}, {@link
 *   io.github.flowlib.model.Samples}</td></tr>
 * <tr><td>encode, decode and score by an autoencoder</td><td>
 *   {@link io.github.flowlib.model.VaeDistribution}, {@link io.github.flowlib.model.Posterior},
 *   {@link io.github.flowlib.model.Elbo},
 *   {@link io.github.flowlib.model.ImportanceEstimate}</td></tr>
 * <tr><td>judge a model</td><td>{@link io.github.flowlib.model.Evaluation}</td></tr>
 * <tr><td>raise alarms at a known rate</td><td>
 *   {@link io.github.flowlib.model.AnomalyThreshold}</td></tr>
 * <tr><td>choose how it is trained</td><td>
 *   {@link io.github.flowlib.train.Training}, {@link io.github.flowlib.train.Schedule}, {@link
 *   io.github.flowlib.train.Optimizer}, {@link io.github.flowlib.train.Precision}, {@link io.github.flowlib.train.Checkpoints}</td></tr>
 * <tr><td>follow a training</td><td>
 *   {@link io.github.flowlib.train.ProgressLog}, {@link io.github.flowlib.train.CsvLog}; your own:
 *   {@link io.github.flowlib.train.TrainingListener}, {@link
 *   io.github.flowlib.train.TrainingStart}, {@link io.github.flowlib.train.StepEnd}, {@link
 *   io.github.flowlib.train.EpochEnd}, {@link io.github.flowlib.train.TrainingEnd}, {@link
 *   io.github.flowlib.train.Snapshots}</td></tr>
 * <tr><td>read how it went</td><td>
 *   {@link io.github.flowlib.train.TrainingReport}</td></tr>
 * <tr><td>catch what went wrong</td><td>
 *   {@link io.github.flowlib.train.TrainingDivergedException}, {@link
 *   io.github.flowlib.train.TrainingInterruptedException}, {@link
 *   io.github.flowlib.model.ModelFormatException}, {@link
 *   io.github.flowlib.model.NativeMemoryException}</td></tr>
 * <tr><td>choose noise, likelihood, masks and networks</td><td>
 *   {@link io.github.flowlib.spec.Base}, {@link io.github.flowlib.spec.Likelihood}, {@link
 *   io.github.flowlib.spec.Mask}, {@link io.github.flowlib.spec.Conditioner}, {@link
 *   io.github.flowlib.spec.Activation}</td></tr>
 * <tr><td>preprocess, or write a flow by hand</td><td>
 *   {@link io.github.flowlib.spec.Transform}: {@link io.github.flowlib.spec.Logit}, {@link
 *   io.github.flowlib.spec.Marginals}, {@link io.github.flowlib.spec.MarginalSpline}, {@link
 *   io.github.flowlib.spec.Softplus}, {@link io.github.flowlib.spec.FixedAffine}, {@link
 *   io.github.flowlib.spec.Standardization}, {@link io.github.flowlib.spec.BatchNorm}, {@link
 *   io.github.flowlib.spec.ActNorm}, {@link io.github.flowlib.spec.DiagonalScaling}, {@link
 *   io.github.flowlib.spec.InvertibleLinear}, {@link io.github.flowlib.spec.Permutation}, {@link
 *   io.github.flowlib.spec.LeakyRelu}, {@link io.github.flowlib.spec.Squeeze}, {@link
 *   io.github.flowlib.spec.FactorOut}; couplings ({@link io.github.flowlib.spec.Coupling}) {@link
 *   io.github.flowlib.spec.AffineCoupling}, {@link io.github.flowlib.spec.AdditiveCoupling},
 *   {@link io.github.flowlib.spec.SplineCoupling}; {@link io.github.flowlib.spec.Autoregressive};
 *   the maps of both ({@link io.github.flowlib.spec.Univariate}) {@link
 *   io.github.flowlib.spec.Affine}, {@link io.github.flowlib.spec.Spline}</td></tr>
 * <tr><td>read what a model is</td><td>
 *   {@link io.github.flowlib.spec.ModelSpec}: {@link io.github.flowlib.spec.FlowSpec}, {@link
 *   io.github.flowlib.spec.VaeSpec}; their parts {@link io.github.flowlib.spec.EventShape}, {@link
 *   io.github.flowlib.spec.Context}, {@link io.github.flowlib.spec.Dequantization}, {@link
 *   io.github.flowlib.spec.VaeObjective}, {@link io.github.flowlib.spec.Interval}</td></tr>
 * <tr><td>choose where it computes</td><td>{@link io.github.flowlib.device.Device}</td></tr>
 * <tr><td>write a backend</td><td>{@link io.github.flowlib.spi.Backend}, {@link
 *   io.github.flowlib.device.DeviceFinder}</td></tr>
 * </tbody>
 * </table>
 *
 * <p>Beside it: specifications as JSON in {@code io.github.flowlib.json}, TensorFlow and a log for
 * TensorBoard in {@code io.github.flowlib.tf}, MNIST in {@code io.github.flowlib.mnist}.
 */
@SuppressWarnings("module") // those that internals are for come after this module
module io.github.flowlib {
  requires com.google.common;
  requires org.apache.commons.csv;
  // Annotations alone: nobody needs them at run time.
  requires static transitive org.jspecify;

  exports io.github.flowlib;
  exports io.github.flowlib.data;
  exports io.github.flowlib.device;
  exports io.github.flowlib.model;
  exports io.github.flowlib.spec;
  exports io.github.flowlib.spi;
  exports io.github.flowlib.train;
  exports io.github.flowlib.internal to
      io.github.flowlib.mnist,
      io.github.flowlib.tf;

  uses io.github.flowlib.device.DeviceFinder;
  uses io.github.flowlib.spi.Backend;
}
