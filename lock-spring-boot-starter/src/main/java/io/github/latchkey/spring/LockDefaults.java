package io.github.latchkey.spring;

import java.time.Duration;

/**
 * What applies to all declarations, or where one says nothing.
 *
 * @param waitAtMost how long to wait for a busy lock
 * @param lease    how long a lock outlives a crashed holder
 * @param minLease the shortest lease that can be renewed in time: three command timeouts
 * @param order    the place of the lock among other advisors; a lower one is further out
 */
public record LockDefaults(Duration waitAtMost, Duration lease, Duration minLease, int order) {}
