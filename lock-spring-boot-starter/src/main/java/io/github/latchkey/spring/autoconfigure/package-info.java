/** Sets the starter up from {@code distributed-lock.*} and the application's own Redis connection. */
@NullMarked
package io.github.latchkey.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
