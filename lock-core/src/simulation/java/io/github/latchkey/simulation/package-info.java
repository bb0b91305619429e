/**
 * A world on virtual time for lock clients: a server, the wires to it, processes that stop and die, bad luck out of one seeded source, and
 * witnesses of what happens. One thread, no wall clock: the same seed gives the same history, byte for byte.
 */
@NullMarked
package io.github.latchkey.simulation;

import org.jspecify.annotations.NullMarked;
