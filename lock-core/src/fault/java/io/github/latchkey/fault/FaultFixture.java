package io.github.latchkey.fault;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockStore;
import io.github.latchkey.fault.history.Event;
import io.github.latchkey.fault.machine.TcpProxy;
import io.github.latchkey.redis.RedisLockStore;
import io.github.latchkey.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;

/** A Redis to break, clients on it, and what they wrote down. */
abstract class FaultFixture {

    /** What a busy machine may take on top of a promised time. */
    static final Duration SLACK = Duration.ofMillis(250);

    static final Duration AT_MOST = Duration.ofSeconds(15);

    /** The lock that is broken where one will do. */
    static final LockRequest REQUEST = LockRequest.of("order:42");

    private static final String KEY = "lock:{order:42}";

    final RedisServer redis = newRedis();
    private final Queue<Event> history = new ConcurrentLinkedQueue<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** The server to be broken; a test that needs another one than usual says so. */
    RedisServer newRedis() {
        return RedisServer.start();
    }

    @AfterEach
    void closeAll() throws Exception {
        redis.resume();
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
        redis.close();
    }

    /** Closes it after the test, the last one first. */
    <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    LockClient newClient() {
        return newClient(redis.uri());
    }

    LockClient newClient(String uri) {
        return newClient(RedisLockStore.connect(uri));
    }

    LockClient newClient(LockStore store) {
        LockClient client =
                closing(LockClient.builder(store).closeGrace(Duration.ZERO).build());
        // The first connection of a JVM loads half of Netty, which is not what is tested.
        client.acquire(LockRequest.of("warm-up-" + opened.size()).waitAtMost(AT_MOST))
                .release();
        return client;
    }

    TcpProxy newNetwork() {
        return closing(new TcpProxy(redis.port()));
    }

    RecordedClient recorded(LockClient client, String name) {
        return new RecordedClient(client, name, history::add);
    }

    List<Event> history() {
        return new ArrayList<>(history);
    }

    boolean isFree() {
        return redis.command("EXISTS " + KEY).startsWith(":0");
    }

    String held() {
        return redis.command("GET " + KEY);
    }

    static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(AT_MOST).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    /** Lets time go by while something has to stay true. */
    static ConditionFactory during(String what, Duration time) {
        return await(what).during(time).atMost(time.plus(AT_MOST));
    }

    /** Lets time go by on purpose. */
    static void pass(Duration time) {
        during("time", time).until(() -> true);
    }

    static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }

    /** Waits for what was begun, but not for ever. */
    static <T> T result(CompletableFuture<T> future) {
        return result(future, AT_MOST.multipliedBy(2));
    }

    static <T> T result(CompletableFuture<T> future, Duration atMost) {
        return future.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Runs the work on a thread of its own, which holds nothing. */
    static <T> CompletableFuture<T> onNewThread(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> {
            Thread thread = new Thread(task, "test-other");
            thread.setDaemon(true);
            thread.start();
        });
    }
}
