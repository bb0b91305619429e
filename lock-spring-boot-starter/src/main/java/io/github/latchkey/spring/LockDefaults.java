package io.github.latchkey.spring;

import java.time.Duration;

/**
 * What applies where a declaration says nothing.
 *
 * @param waitAtMost how long to wait for a busy lock
 * @param lease    how long a lock outlives a crashed holder
 * @param minLease the shortest lease that can be renewed in time: three command timeouts
 */
public record LockDefaults(Duration waitAtMost, Duration lease, Duration minLease) {}
