/**
 * Distributed locks: what a user types ({@link io.github.latchkey.LockClient}, {@link io.github.latchkey.LockRequest},
 * {@link io.github.latchkey.LockLease}), the store interface below it, and the engine between the two.
 */
@NullMarked
package io.github.latchkey;

import org.jspecify.annotations.NullMarked;
