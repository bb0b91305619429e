/** Tells ahead-of-time processing what is read, loaded and called by name when the application runs. */
@NullMarked
package io.github.latchkey.spring.aot;

import org.jspecify.annotations.NullMarked;
