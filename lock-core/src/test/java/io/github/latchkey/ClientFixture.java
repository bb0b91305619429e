package io.github.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two clients on one place where locks are kept, and a lock name of the test's own. */
public abstract class ClientFixture {

    static final Duration AT_MOST = Duration.ofSeconds(10);

    /** Longer than the longest pause between two looks: what looks on in the background has looked by then. */
    private static final Duration SOME_LOOKS = Duration.ofMillis(600);

    final String name = "order-" + UUID.randomUUID();
    final LockRequest request = LockRequest.of(name).waitAtMost(Duration.ZERO);
    private final List<LockClient> clients = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    LockClient client;

    @SuppressWarnings("NullAway.Init")
    LockClient other;

    /** A store for one client, which closes it; all see the same locks. */
    protected abstract LockStore newStore();

    @BeforeEach
    void openClients() {
        client = newClient("first");
        other = newClient("second");
    }

    @AfterEach
    void closeClients() {
        clients.forEach(LockClient::close);
    }

    LockClient newClient(String applicationName) {
        return newClient(applicationName, builder -> builder);
    }

    LockClient newClient(String applicationName, UnaryOperator<LockClientBuilder> more) {
        LockClient created = more.apply(LockClient.builder(newStore())
                        .applicationName(applicationName)
                        .closeGrace(Duration.ZERO))
                .build();
        clients.add(created);
        return created;
    }

    /** Runs the work on a thread of its own, which holds nothing. */
    static <T> CompletableFuture<T> onNewThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> {
            Thread thread = new Thread(task, "test-other");
            thread.setDaemon(true);
            thread.start();
        });
    }

    static <T> T result(CompletableFuture<T> future) {
        return future.orTimeout(AT_MOST.toSeconds(), TimeUnit.SECONDS).join();
    }

    void assertFree() {
        LockLease lease = other.acquire(request.waitAtMost(Duration.ofSeconds(1)));
        assertThat(lease.release()).isTrue();
    }

    /** Also fails where somebody takes the lock a little later. */
    void assertStaysFree() {
        Awaitility.await().pollDelay(SOME_LOOKS).atMost(AT_MOST).until(() -> true);
        assertThat(other.tryAcquire(request)).isPresent();
    }

    void assertBusy() {
        assertThat(other.tryAcquire(request)).isEmpty();
    }
}
