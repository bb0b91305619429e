/** Redis processes of the benchmarks' own, and what they can tell about the work they do. */
@NullMarked
package io.github.latchkey.benchmarks.redis;

import org.jspecify.annotations.NullMarked;
