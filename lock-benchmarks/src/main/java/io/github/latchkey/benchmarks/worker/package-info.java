/** What runs in the JVM of one library. */
@NullMarked
package io.github.latchkey.benchmarks.worker;

import org.jspecify.annotations.NullMarked;
