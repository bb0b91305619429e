package io.github.latchkey.sample.scheduledjob;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.stereotype.Component;

/**
 * The times at which the job is due, with the same time between any two of them. A run belongs to the tick that the wall clock of its
 * instance was past when it began: the start time, cut down to the period.
 */
@Component
final class Ticks {

    private static final int EARLY_PART = 10;

    private final CronExpression cron;
    private final Duration period;
    private final Duration early;

    Ticks(@Value("${sample.scheduled-job.cron}") String cron) {
        this.cron = CronExpression.parse(cron);
        Instant first = next(Instant.now());
        period = Duration.between(first, next(first));
        early = period.dividedBy(EARLY_PART);
    }

    /** Returns the tick of a run; timers fire a moment early at times, so the last tenth before a tick belongs to it already. */
    Instant of(Instant start) {
        return next(start.plus(early).minus(period));
    }

    /** Returns the last tick that no run can begin for any more. */
    Instant lastOver(Instant now) {
        return of(now).minus(period);
    }

    private Instant next(Instant time) {
        ZonedDateTime next = cron.next(time.atZone(ZoneId.systemDefault()));
        if (next == null) {
            throw new IllegalArgumentException("sample.scheduled-job.cron is '" + cron + "', which is never due");
        }
        return next.toInstant();
    }
}
