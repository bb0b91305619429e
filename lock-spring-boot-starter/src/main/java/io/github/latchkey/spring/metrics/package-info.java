/** Measures locks with Micrometer. */
@NullMarked
package io.github.latchkey.spring.metrics;

import org.jspecify.annotations.NullMarked;
