package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockStore;
import io.github.latchkey.spring.LockedBeans;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Checks, once all beans are there, that annotated methods are locked and the store answers, and sums the set-up up in one line. */
final class LockStartup implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    /** For the first connection, which is slow on a busy machine; a Redis that is not there is known at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LockedBeans lockedBeans;
    private final @Nullable LockStore store;
    private final DistributedLockProperties properties;
    private final ConfigurableListableBeanFactory beans;

    LockStartup(
            LockedBeans lockedBeans,
            @Nullable LockStore store,
            DistributedLockProperties properties,
            ConfigurableListableBeanFactory beans) {
        this.lockedBeans = lockedBeans;
        this.store = store;
        this.properties = properties;
        this.beans = beans;
    }

    @Override
    public void afterSingletonsInstantiated() {
        int methods = lockedBeans.check(beans);
        String version = LockClient.class.getPackage().getImplementationVersion();
        log.info(
                "Latchkey {}: locks in {}, prefix '{}', wait {} ms, lease {} ms (renewed), {} locked methods",
                version == null ? "(from classes)" : version,
                store == null ? "the application's own LockClient" : store.describe(),
                properties.keyPrefix(),
                properties.waitAtMost().toMillis(),
                properties.lease().toMillis(),
                methods);
        if (store != null) {
            ping(store);
        }
    }

    private static void ping(LockStore store) {
        try {
            store.ping().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            warn(store, e.getCause() == null ? e.toString() : e.getCause().getMessage());
        } catch (TimeoutException e) {
            warn(store, "it gave no answer within " + PATIENCE.toSeconds() + " s.");
        }
    }

    private static void warn(LockStore store, @Nullable String reason) {
        log.warn(
                "{} does not work yet, so locked methods fail with LockStoreException until it does; the application starts all the"
                        + " same. Reason: {}",
                store.describe(),
                reason);
    }
}
