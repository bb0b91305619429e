package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.redis.RedisServer;
import io.github.latchkey.spring.LockedApplication;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An application whose locks are in a quorum of three real nodes, which were started a moment ago. */
class QuorumNodesIT {

    /** Long enough for nodes that are as young as these. */
    private static final LockRequest ORDER =
            LockRequest.of("order:1").leaseFor(Duration.ofSeconds(2)).waitAtMost(Duration.ofSeconds(20));

    private final List<RedisServer> nodes =
            Stream.generate(RedisServer::start).limit(3).toList();

    @AfterEach
    void close() {
        nodes.forEach(RedisServer::close);
    }

    @Test
    void locksAreHeldByAMajorityAndANodeThatIsAwayIsNamed() {
        application().run(context -> {
            LockClient locks = context.getBean(LockClient.class);
            try (LockLease lease = locks.acquire(ORDER)) {
                assertThat(lease.isHeld()).isTrue();
                assertThat(nodes.stream().filter(node -> node.command("EXISTS lock:{order:1}")
                                .startsWith(":1")))
                        .hasSizeGreaterThanOrEqualTo(2);
            }

            nodes.get(0).kill();

            assertThat(locks.acquire(ORDER).release()).isTrue();
            assertThat(context.getBean(LockStore.class)
                            .warnings()
                            .toCompletableFuture()
                            .join())
                    .singleElement()
                    .asString()
                    .contains("127.0.0.1:" + nodes.get(0).port());
        });
    }

    @Test
    void aMajorityThatIsAwayIsAnErrorThatNamesItsNodes() {
        application().run(context -> {
            LockClient locks = context.getBean(LockClient.class);
            assertThat(locks.acquire(ORDER).release()).isTrue();
            nodes.get(0).kill();
            nodes.get(1).kill();

            assertThatThrownBy(() -> locks.acquire(ORDER.waitAtMost(Duration.ofSeconds(1))))
                    .isInstanceOf(LockStoreException.class)
                    .hasMessageContainingAll(
                            "quorum of Redis at",
                            "127.0.0.1:" + nodes.get(0).port(),
                            "127.0.0.1:" + nodes.get(1).port());
        });
    }

    private ApplicationContextRunner application() {
        return new ApplicationContextRunner()
                .withConfiguration(LockedApplication.STARTER)
                .withPropertyValues(
                        "distributed-lock.quorum.nodes="
                                + nodes.stream().map(RedisServer::uri).collect(Collectors.joining(",")),
                        "distributed-lock.quorum.longest-lease=2s",
                        "distributed-lock.lease=2s");
    }
}
