/** Stores that break one rule of the protocol each, to see that the simulation notices. */
@NullMarked
package io.github.latchkey.simulation.broken;

import org.jspecify.annotations.NullMarked;
