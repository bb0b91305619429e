/** The sample application. */
@NullMarked
package io.github.latchkey.sample;

import org.jspecify.annotations.NullMarked;
