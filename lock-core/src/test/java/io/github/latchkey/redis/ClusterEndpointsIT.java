package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nodes of a cluster that tell each other's ports, and leave the host open: it is the one that was asked. */
@Tag("system-redis")
class ClusterEndpointsIT {

    private static final RedisCluster CLUSTER = RedisCluster.start(2, 0);
    private static final LockRequest ORDER = LockRequest.of("order:1").waitAtMost(Duration.ofSeconds(15));

    /** With a busy machine, that is. */
    private static final RedisLockOptions PATIENT = RedisLockOptions.DEFAULTS.commandTimeout(Duration.ofSeconds(2));

    private static final int SLOT = RedisCluster.slotOf("order:1");

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    // A host name that is preferred and not set is said as "?".
    @ParameterizedTest
    @CsvSource({"unknown-endpoint, ''", "hostname, ?"})
    void aRedirectWithoutAHostIsFollowed(String type, String host) {
        for (RedisServer node : CLUSTER.nodes()) {
            String reply = node.command("CONFIG SET cluster-preferred-endpoint-type " + type);
            assumeThat(reply).as("this Redis knows preferred endpoints").startsWith("+OK");
        }
        try (LockClient client = LockClient.builder(RedisLockStore.connect(CLUSTER.topology(), PATIENT))
                .build()) {
            LockLease lease = client.acquire(ORDER);
            RedisServer source = CLUSTER.ownerOf(SLOT);
            RedisServer target = CLUSTER.notOwnerOf("order:1");

            SlotMigration migration = CLUSTER.migration(SLOT, target);
            migration.begin();
            migration.moveKeys();
            assertThat(source.command("EXISTS lock:{order:1}"))
                    .startsWith("-ASK " + SLOT + " " + host + ":" + target.port());
            lease.extend(Duration.ofMinutes(1));
            migration.end();
            assertThat(source.command("EXISTS lock:{order:1}"))
                    .startsWith("-MOVED " + SLOT + " " + host + ":" + target.port());

            lease.extend(Duration.ofMinutes(2));
            assertThat(target.command("TTL lock:{order:1}")).startsWith(":1");
            assertThat(lease.release()).isTrue();
        }
    }
}
