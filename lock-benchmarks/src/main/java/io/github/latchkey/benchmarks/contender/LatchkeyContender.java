package io.github.latchkey.benchmarks.contender;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.redis.RedisLockStore;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Latchkey's client with its defaults; a flavour changes each request, or how a lease is released. */
final class LatchkeyContender implements Contender {

    private final LockClient client;
    private final Duration lease;
    private final UnaryOperator<LockRequest> flavour;
    private final Predicate<LockLease> release;

    LatchkeyContender(String uri, Duration lease, UnaryOperator<LockRequest> flavour, Predicate<LockLease> release) {
        this.client = LockClient.builder(RedisLockStore.connect(uri))
                .closeGrace(Duration.ZERO)
                .build();
        this.lease = lease;
        this.flavour = flavour;
        this.release = release;
    }

    @Override
    public @Nullable Held take(String name, Duration wait) {
        LockRequest request = LockRequest.of(name).waitAtMost(wait).leaseFor(lease);
        return client.tryAcquire(flavour.apply(request))
                .<Held>map(taken -> () -> release.test(taken))
                .orElse(null);
    }

    @Override
    public void close() {
        client.close();
    }
}
