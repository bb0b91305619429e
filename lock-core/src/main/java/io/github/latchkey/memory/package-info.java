/** The store that keeps locks in the heap, under the same contract: for unit tests and for one process alone. */
@NullMarked
package io.github.latchkey.memory;

import org.jspecify.annotations.NullMarked;
