/** Figures, what is computed from them, and the tables that show them. */
@NullMarked
package io.github.latchkey.benchmarks.report;

import org.jspecify.annotations.NullMarked;
