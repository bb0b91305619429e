/** The store that keeps locks in Redis, over Lettuce: one Lua script per operation. */
@NullMarked
package io.github.latchkey.redis;

import org.jspecify.annotations.NullMarked;
