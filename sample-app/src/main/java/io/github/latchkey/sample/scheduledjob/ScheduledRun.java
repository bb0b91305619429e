package io.github.latchkey.sample.scheduledjob;

import java.time.OffsetDateTime;

/**
 * A run of the job.
 *
 * @param tick when it was due
 * @param instance where it ran
 */
record ScheduledRun(String strategy, OffsetDateTime tick, String instance, OffsetDateTime startedAt) {}
