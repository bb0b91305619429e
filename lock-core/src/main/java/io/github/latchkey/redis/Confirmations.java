package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Lets what was written on one session count once enough replicas have it, by WAIT, which speaks for its own connection only and keeps
 * that busy until it is answered. One WAIT is under way at a time, and what was sent behind it is answered before the next one is sent, so
 * that this confirms all of it and nobody waits for more than two.
 *
 * <p>Safe for use by several threads: {@code waiting} lets one of them at a time take from the queue, and whoever ends a WAIT looks
 * into the queue once more after it has let go.
 */
final class Confirmations {

    private final RedisSession session;
    private final RedisLink link;
    private final String node;
    private final Duration atMost;
    private final Queue<Written<?>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean waiting = new AtomicBoolean();

    /** So many commands of the session are answered before the next WAIT. */
    private volatile long notBefore;

    /** Sends on that session; a WAIT takes {@code atMost}. */
    Confirmations(RedisSession session, RedisLink link, String node, Duration atMost) {
        this.session = session;
        this.link = link;
        this.node = node;
        this.atMost = atMost;
    }

    /** Ends the call once its replicas are known to have what it wrote, or not to have it in time. */
    <T> void add(RedisCall<T> call, T reply) {
        if (queue.isEmpty() && !waiting.get()) {
            notBefore = session.sent();
        }
        queue.add(new Written<>(call, reply));
        confirm();
    }

    /** Sends a WAIT if it is time for one; to be asked after each answer on the session. */
    void confirm() {
        while (!queue.isEmpty() && session.answered() >= notBefore && waiting.compareAndSet(false, true)) {
            List<Written<?>> group = next();
            if (group.isEmpty()) {
                waiting.set(false);
            } else {
                send(group);
            }
        }
    }

    private void send(List<Written<?>> group) {
        WaitCall wait = new WaitCall(group.get(0).call.replicas(), atMost);
        wait.whenComplete((confirmed, error) -> {
            notBefore = session.sent();
            waiting.set(false);
            group.forEach(written -> written.end(confirmed, error, this));
            confirm();
        });
        link.send(wait, session);
    }

    /** What waits for the same number of replicas as the first in the queue. */
    private List<Written<?>> next() {
        List<Written<?>> group = new ArrayList<>();
        Written<?> first = queue.peek();
        while (first != null
                && (group.isEmpty()
                        || first.call.replicas() == group.get(0).call.replicas())) {
            group.add(first);
            queue.remove();
            first = queue.peek();
        }
        return group;
    }

    private LockStoreException tooFew(long confirmed, int wanted) {
        return new LockStoreException(
                node + " wrote the lock, but " + confirmed + " of " + wanted + " replicas confirmed it within "
                        + atMost.toMillis()
                        + " ms, which is not enough. Check its replicas (INFO replication), ask for fewer, or give"
                        + " them more time.",
                true,
                null);
    }

    /** A call that has its reply, which does not count yet. */
    private record Written<T>(RedisCall<T> call, T reply) {

        void end(@Nullable Long confirmed, @Nullable Throwable error, Confirmations all) {
            if (error != null) {
                call.unconfirmed(reply, RedisFailure.of(error, all.node, () -> Duration.ZERO));
            } else if (confirmed == null) {
                call.unconfirmed(reply, all.tooFew(0, call.replicas()));
            } else if (confirmed >= call.replicas()) {
                call.complete(reply);
            } else {
                call.unconfirmed(reply, all.tooFew(confirmed, call.replicas()));
            }
        }
    }
}
