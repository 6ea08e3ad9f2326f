package io.github.flowlib.spec;

/** The nonlinearity between the layers of a conditioner. */
public enum Activation {
  /** max(0, a). */
  RELU,
  /** tanh(a). */
  TANH,
  /** a for a ≥ 0, exp(a) − 1 below (Clevert, Unterthiner, Hochreiter 2016). */
  ELU,
  /** a · σ(a), also called swish (Ramachandran, Zoph, Le 2017). */
  SILU
}
