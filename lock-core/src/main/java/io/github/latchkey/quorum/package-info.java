/** Locks in several independent stores, which decide by majority. */
@NullMarked
package io.github.latchkey.quorum;

import org.jspecify.annotations.NullMarked;
