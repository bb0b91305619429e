/** Runs Latchkey beside other locks on Redis and reports how they compare. */
@NullMarked
package io.github.latchkey.benchmarks;

import org.jspecify.annotations.NullMarked;
