"""Asks models that flowlib saved, with TensorFlow alone, and compares with flowlib's own numbers.

Started by `samples/flowlib interop` with the directory that it wrote, seed, temperature and importance samples; prints the
version of TensorFlow, then a line per comparison, and writes the weights once more.
"""

import sys
from pathlib import Path

import numpy as np
import tensorflow as tf

root = Path(sys.argv[1])
seed = tf.constant(int(sys.argv[2]), tf.int64)
print(tf.__version__)


def numbers(name, dtype=np.float64):
    return np.loadtxt(root / f"{name}.csv", delimiter=",", ndmin=2).astype(dtype)


def compare(model, signature, output, found):
    wanted = numbers(f"{model}.{signature}.{output}")
    difference = np.abs(found.numpy().reshape(wanted.shape).astype(np.float64) - wanted)
    print(model, signature, output, np.max(difference), np.max(difference / np.maximum(np.abs(wanted), 1)))


x = tf.constant(numbers("x"), tf.float32)
label = tf.constant(numbers("label").ravel(), tf.int32)
draws = dict(
    count=tf.constant(len(label), tf.int32),
    seed=seed,
    temperature=tf.constant(float(sys.argv[3])),
    label=label,
)

flow = tf.saved_model.load(root / "flow").signatures
compare("flow", "log_prob", "log_prob", flow["log_prob"](x=x, label=label)["log_prob"])
z = flow["to_noise"](x=x, label=label)["z"]
compare("flow", "to_noise", "z", z)
compare("flow", "to_data", "x", flow["to_data"](z=z, label=label)["x"])
compare("flow", "sample", "x", flow["sample"](**draws)["x"])
both = flow["sample_and_log_prob"](**draws)
compare("flow", "sample_and_log_prob", "x", both["x"])
compare("flow", "sample_and_log_prob", "log_prob", both["log_prob"])

vae = tf.saved_model.load(root / "cvae").signatures
bounds = dict(x=x, label=label, samples=tf.constant(int(sys.argv[4]), tf.int32), seed=seed)
compare("cvae", "elbo", "elbo", vae["elbo"](**bounds)["elbo"])
compare("cvae", "log_prob", "log_prob", vae["log_prob"](**bounds)["log_prob"])
posterior = vae["encode"](x=x, label=label)
compare("cvae", "encode", "mean", posterior["mean"])
compare("cvae", "encode", "standard_deviation", posterior["standard_deviation"])
compare("cvae", "decode", "mean", vae["decode"](z=posterior["mean"], label=label)["mean"])
compare("cvae", "reconstruct", "mean", vae["reconstruct"](x=x, label=label)["mean"])
drawn = vae["sample"](**draws)
compare("cvae", "sample", "mean", drawn["mean"])
compare("cvae", "sample", "x", drawn["x"])

np.savez(root / "weights-of-numpy.npz", **np.load(root / "weights.npz"))
