package io.github.latchkey;

import java.time.Duration;

/**
 * Where the renewal of one lease stands: when something about it is due, and whether the last one went well. Written by one thread at a
 * time, the timer's or the one that brings the answer.
 */
final class Renewal {

    private static final long NEVER = Duration.ofDays(10_000).toNanos();

    /** Renewals are planned on a grid of a thirtieth of the lease, so that those of many leases go out together. */
    private static final int GRID = 30;

    private final long interval;
    private final long grid;
    private volatile long dueAt;
    private volatile long plannedAt;
    private volatile boolean asking;
    private volatile boolean suspect;

    Renewal(long grantedAt, Duration lease) {
        this.interval = lease.toNanos() / 3;
        this.grid = Math.max(1, lease.toNanos() / GRID);
        plan(grantedAt);
    }

    long dueAt() {
        return dueAt;
    }

    /** Whether a renewal is under way. */
    boolean isAsking() {
        return asking;
    }

    /** Whether the last renewal failed, or is not answered for longer than it should take. */
    boolean isSuspect() {
        return suspect;
    }

    /** Plans the next renewal, a third of the lease after the time from which the lease runs. */
    void plan(long runsFrom) {
        asking = false;
        suspect = false;
        long exact = runsFrom + interval;
        plannedAt = exact - Math.floorMod(exact, grid);
        dueAt = plannedAt;
    }

    /** How late a renewal is that is confirmed at that time, against its plan. */
    Duration lag(long confirmedAt) {
        return Duration.ofNanos(Math.max(0, confirmedAt - plannedAt));
    }

    /** Notes that a renewal is sent; no answer until that time is suspect. */
    void asked(long answerBy) {
        dueAt = answerBy;
        asking = true;
    }

    /** Notes that no answer came in time; the answer, or the deadline, is what comes next. */
    void overdue(long now) {
        suspect = true;
        dueAt = now + NEVER;
    }

    /** Notes that a renewal failed, and is to be tried again. */
    void failed(long againAt) {
        asking = false;
        suspect = true;
        dueAt = againAt;
    }
}
