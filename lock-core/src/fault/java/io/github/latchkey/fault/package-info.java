/** The fault suite: what breaks a lock on Redis, done to it on purpose, and judged. {@code docs/faults.md} is its guide. */
@NullMarked
package io.github.latchkey.fault;

import org.jspecify.annotations.NullMarked;
