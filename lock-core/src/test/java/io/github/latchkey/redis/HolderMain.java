package io.github.latchkey.redis;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import java.io.IOException;
import java.time.Duration;

/** A process that takes a lock, says so, and holds it until it is killed or its input ends. */
final class HolderMain {

    static final Duration LEASE = Duration.ofSeconds(1);

    private HolderMain() {}

    /** Arguments: the address of Redis, the lock name. */
    public static void main(String[] args) throws IOException {
        LockClient client = LockClient.builder(RedisLockStore.connect(args[0])).build();
        LockLease lease = client.acquire(LockRequest.of(args[1]).leaseFor(LEASE).waitAtMost(Duration.ofSeconds(10)));
        System.out.println("HELD " + lease.fencingToken());
        while (System.in.read() >= 0) {
            // Nothing is said to this process.
        }
        client.close();
    }
}
