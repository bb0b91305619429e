/** The store that keeps locks in Redis, over Lettuce: one Lua script per operation, and their common beginning. */
@NullMarked
package io.github.latchkey.redis;

import org.jspecify.annotations.NullMarked;
