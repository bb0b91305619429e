package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import io.github.latchkey.spring.autoconfigure.DistributedLockProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.context.SecurityContextHolder;

/** Where the lock stands among the other annotations of a method, each at its own default. */
class AdviceOrderTest {

    private final ApplicationContextRunner application =
            LockedApplication.inMemory().withBean(Orders.class);

    @AfterEach
    void nobodyIsLoggedIn() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void anAsynchronousMethodIsLockedOnItsOwnThreadAndItsCallerDoesNotWait() {
        application.withUserConfiguration(Asynchronous.class).run(context -> {
            CompletableFuture<String> ran = new CompletableFuture<>();
            LockLease elsewhere = holdElsewhere(context.getBean(LockClient.class), "async:1");

            context.getBean(Orders.class)
                    .async("1", () -> ran.complete(Thread.currentThread().getName()));

            assertThat(ran).isNotDone();
            elsewhere.release();
            assertThat(ran.get(10, TimeUnit.SECONDS))
                    .isNotEqualTo(Thread.currentThread().getName());
        });
    }

    @Test
    void whoIsNotAllowedToDoesNotTakeTheLock() {
        application.withUserConfiguration(Secured.class).run(context -> {
            Orders orders = context.getBean(Orders.class);
            LockLease elsewhere = holdElsewhere(context.getBean(LockClient.class), "secured:1");

            logIn("ROLE_GUEST");
            assertThatThrownBy(() -> orders.secured("1")).isInstanceOf(AccessDeniedException.class);
            logIn("ROLE_ADMIN");
            assertThatThrownBy(() -> orders.secured("1")).isInstanceOf(LockBusyException.class);
            elsewhere.release();
        });
    }

    @Test
    void theLockIsOutsideOfTheCacheSoThatOneCallerComputesAndTheOthersFindItsValue() {
        application
                .withUserConfiguration(CachedInside.class)
                .withBean(ConcurrentMapCacheManager.class)
                .run(context -> {
                    Orders orders = context.getBean(Orders.class);
                    assertThat(orders.cached("1")).isEqualTo("computed 1");
                    LockLease elsewhere = holdElsewhere(context.getBean(LockClient.class), "cached:1");

                    assertThatThrownBy(() -> orders.cached("1")).isInstanceOf(LockBusyException.class);
                    elsewhere.release();

                    assertThat(orders.cached("1")).isEqualTo("computed 1");
                    assertThat(Orders.COMPUTED.stream().filter("1"::equals)).hasSize(1);
                });
    }

    @Test
    void withTheCacheFurtherOutAHitTakesNoLock() {
        application
                .withUserConfiguration(CachedOutside.class)
                .withBean(ConcurrentMapCacheManager.class)
                .run(context -> {
                    Orders orders = context.getBean(Orders.class);
                    assertThat(orders.cached("2")).isEqualTo("computed 2");
                    LockLease elsewhere = holdElsewhere(context.getBean(LockClient.class), "cached:2");

                    assertThat(orders.cached("2")).isEqualTo("computed 2");
                    elsewhere.release();
                });
    }

    /** Takes a lock that this thread does not enter. */
    private static LockLease holdElsewhere(LockClient client, String name) {
        return CompletableFuture.supplyAsync(() -> client.acquire(LockRequest.of(name)))
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static void logIn(String role) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("user", "", role));
    }

    @EnableAsync
    static class Asynchronous {}

    @EnableMethodSecurity
    static class Secured {}

    @EnableCaching
    static class CachedInside {}

    @EnableCaching(order = DistributedLockProperties.DEFAULT_ORDER - 1)
    static class CachedOutside {}

    static class Orders {

        static final List<String> COMPUTED = new ArrayList<>();

        @Async
        @DistributedLock(key = "'async:' + #id", waitMs = 10_000)
        public void async(String id, Runnable work) {
            LockAssert.assertHeld("async:" + id);
            work.run();
        }

        @DistributedLock(key = "'secured:' + #id", waitMs = 0)
        @PreAuthorize("hasRole('ADMIN')")
        public void secured(String id) {}

        @DistributedLock(key = "'cached:' + #id", waitMs = 0)
        @Cacheable("orders")
        public String cached(String id) {
            COMPUTED.add(id);
            return "computed " + id;
        }
    }
}
