/** Orders that can be paid and cancelled, with and without a lock. */
@NullMarked
package io.github.latchkey.sample.orders;

import org.jspecify.annotations.NullMarked;
