package io.github.latchkey.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What waiters cost Redis, and how they come in where they are not told. */
class RedisWaitingIT {

    private static final Duration AT_MOST = Duration.ofSeconds(10);
    private static final Duration WATCHED = Duration.ofSeconds(3);
    private static final LockRequest REQUEST = LockRequest.of("order:42").waitAtMost(Duration.ofSeconds(30));
    private static final LockRequest NOW = REQUEST.waitAtMost(Duration.ZERO);

    private final RedisServer redis = RedisServer.start();
    private final LockClient client = newClient(redis.newStore());
    private final LockClient other = newClient(redis.newStore());

    @AfterEach
    void close() {
        client.close();
        other.close();
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoHundredWaitersLookOnceASecondTogether(boolean fair) throws IOException {
        LockLease lease = other.acquire(NOW);
        List<CompletableFuture<LockLease>> waiters = waiters(client, REQUEST.fair(fair), 200);
        Awaitility.await().atMost(AT_MOST).until(() -> other.inspect("order:42").waiting() == (fair ? 200 : 1));

        List<String> requests = redis.requestsOf(RedisWaitingIT::watch);
        lease.release();

        assertThat(requests.stream().filter(line -> line.contains("\"EVALSHA\"")))
                .as("looks in 3 s or a little more, the first after 0.75 to 1 s, then one each second")
                .hasSizeBetween(2, 7);
        assertThat(waiters).allSatisfy(waiter -> assertThat(waiter.thenApply(LockLease::release)
                        .orTimeout(AT_MOST.toSeconds(), TimeUnit.SECONDS)
                        .join())
                .isTrue());
    }

    @Test
    void whoWaitsBehindAFailFastLookTakesATicketAtOnce() {
        LockLease lease = other.acquire(NOW);
        redis.pause();
        CompletableFuture<LockLease> fast = client.acquireAsync(NOW);
        CompletableFuture<LockLease> waiting = client.acquireAsync(REQUEST);
        redis.resume();

        Awaitility.await()
                .atMost(Duration.ofMillis(500))
                .until(() -> other.inspect("order:42").waiting() == 1);

        assertThat(fast.handle((held, busy) -> busy).join()).isNotNull();
        lease.release();
        assertThat(waiting.orTimeout(AT_MOST.toSeconds(), TimeUnit.SECONDS)
                        .join()
                        .isHeld())
                .isTrue();
    }

    @Test
    void nothingIsAskedWhileTheHolderIsInThisProcess() throws IOException {
        LockLease lease = client.acquire(NOW);
        List<CompletableFuture<LockLease>> waiters = waiters(client, REQUEST, 20);

        List<String> requests = redis.requestsOf(() -> {
            assertThat(client.acquireAsync(NOW).handle((held, busy) -> busy).join())
                    .isNotNull();
            watch();
        });

        assertThat(requests).isEmpty();
        lease.release();
        waiters.forEach(waiter -> waiter.thenAccept(LockLease::release)
                .orTimeout(AT_MOST.toSeconds(), TimeUnit.SECONDS)
                .join());
    }

    @Test
    void aClientHasOneConnectionAndASecondOneOnceItWaits() {
        LockLease lease = client.acquire(NOW);
        long before = connections();
        CompletableFuture<LockLease> waiting = other.acquireAsync(REQUEST);
        awaitTicket();
        Awaitility.await().atMost(AT_MOST).until(() -> connections() == before + 1);

        lease.release();

        assertThat(waiting.orTimeout(AT_MOST.toSeconds(), TimeUnit.SECONDS)
                        .join()
                        .isHeld())
                .isTrue();
        assertThat(connections()).isEqualTo(3);
    }

    @Test
    void withoutTheRightToSubscribeWaitersPollAndAreWarnedOfOnce() {
        redis.command("ACL SETUSER limited on >secret ~* &* +@all -subscribe -publish");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(RedisLockStore.class);
        log.start();
        logger.addAppender(log);
        try (LockClient limited =
                newClient(RedisLockStore.connect("redis://limited:secret@127.0.0.1:" + redis.port()))) {
            for (int i = 0; i < 2; i++) {
                LockLease lease = client.acquire(REQUEST);
                CompletableFuture<LockLease> waiting = limited.acquireAsync(REQUEST);
                awaitTicket();
                int warnings = 1;
                Awaitility.await()
                        .atMost(AT_MOST)
                        .until(() -> List.copyOf(log.list).stream()
                                        .filter(event -> event.getLevel() == Level.WARN
                                                && event.getFormattedMessage().contains(": NOPERM "))
                                        .count()
                                == warnings);

                lease.release();

                assertThat(waiting.thenApply(LockLease::release)
                                .orTimeout(AT_MOST.toSeconds(), TimeUnit.SECONDS)
                                .join())
                        .isTrue();
            }
            LockLease limitedLease = limited.acquire(REQUEST);
            CompletableFuture<LockLease> told = client.acquireAsync(REQUEST);
            awaitTicket();

            limitedLease.release();

            assertThat(told.orTimeout(AT_MOST.toSeconds(), TimeUnit.SECONDS)
                            .join()
                            .isHeld())
                    .isTrue();
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage())
                        .contains("SUBSCRIBE", "lock:signals:", "once a second", "+subscribe"));
    }

    private static LockClient newClient(RedisLockStore store) {
        return LockClient.builder(store).closeGrace(Duration.ZERO).build();
    }

    private static List<CompletableFuture<LockLease>> waiters(LockClient client, LockRequest request, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> client.acquireAsync(request))
                .toList();
    }

    private void awaitTicket() {
        Awaitility.await().atMost(AT_MOST).until(() -> redis.command("ZCARD lock:{order:42}:queue")
                .startsWith(":1"));
    }

    /** Lets the time go by that is watched. */
    private static void watch() {
        Awaitility.await().pollDelay(WATCHED).atMost(AT_MOST).until(() -> true);
    }

    private long connections() {
        return redis.command("CLIENT LIST")
                .lines()
                .filter(line -> line.contains("addr=") && !line.contains("cmd=client"))
                .count();
    }
}
