/** The locks that are compared, each used through its public API. */
@NullMarked
package io.github.latchkey.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
