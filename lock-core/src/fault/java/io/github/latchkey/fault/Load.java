package io.github.latchkey.fault;

import io.github.latchkey.LockRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the threads of a client do, again and again: take one of a few locks, work on what it guards, give it back.
 *
 * @param threads how many at a time
 * @param keys    how many locks they fight over
 * @param lease   of each lock
 * @param waiting for each lock
 * @param work    how long a section takes on the average, give or take a quarter
 * @param stall   how long every tenth section takes instead; zero = none does. Leases are not renewed where there are stalls, which then stand
 *                for a process that was paused
 * @param fair    whether requests are to be served in their order
 */
record Load(int threads, int keys, Duration lease, Duration waiting, Duration work, Duration stall, boolean fair) {

    static Load of(int threads, int keys) {
        return new Load(
                threads,
                keys,
                Duration.ofMillis(600),
                Duration.ofSeconds(2),
                Duration.ofMillis(10),
                Duration.ZERO,
                false);
    }

    Load lease(Duration time) {
        return new Load(threads, keys, time, waiting, work, stall, fair);
    }

    Load waiting(Duration time) {
        return new Load(threads, keys, lease, time, work, stall, fair);
    }

    Load work(Duration time) {
        return new Load(threads, keys, lease, waiting, time, stall, fair);
    }

    Load stall(Duration time) {
        return new Load(threads, keys, lease, waiting, work, time, fair);
    }

    /** Asks to be served in the order of the requests. */
    Load inOrder() {
        return new Load(threads, keys, lease, waiting, work, stall, true);
    }

    static String key(int index) {
        return "account:" + index;
    }

    LockRequest nextRequest() {
        LockRequest request = LockRequest.of(key(ThreadLocalRandom.current().nextInt(keys)))
                .waitAtMost(waiting)
                .leaseFor(lease)
                .renewed(stall.isZero());
        return request.fair(fair);
    }

    Duration nextWork() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return !stall.isZero() && random.nextInt(10) == 0
                ? stall
                : Duration.ofNanos(work.toNanos() * 3 / 4 + random.nextLong(work.toNanos() / 2 + 1));
    }

    List<String> arguments() {
        return List.of(
                Integer.toString(threads),
                Integer.toString(keys),
                lease.toString(),
                waiting.toString(),
                work.toString(),
                stall.toString(),
                Boolean.toString(fair));
    }

    static Load parse(List<String> arguments) {
        return new Load(
                Integer.parseInt(arguments.get(0)),
                Integer.parseInt(arguments.get(1)),
                Duration.parse(arguments.get(2)),
                Duration.parse(arguments.get(3)),
                Duration.parse(arguments.get(4)),
                Duration.parse(arguments.get(5)),
                Boolean.parseBoolean(arguments.get(6)));
    }
}
