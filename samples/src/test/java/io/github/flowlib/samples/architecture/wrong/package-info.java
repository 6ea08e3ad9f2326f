/** A house with a fault: a class of the lowest room imports the highest one. */
package io.github.flowlib.samples.architecture.wrong;
