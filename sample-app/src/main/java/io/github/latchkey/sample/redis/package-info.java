/** The Redis that the sample brings along. */
@NullMarked
package io.github.latchkey.sample.redis;

import org.jspecify.annotations.NullMarked;
