package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockStore;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.spring.LockDeclarationException;
import io.github.latchkey.spring.LockedBeans;
import io.github.latchkey.spring.autoconfigure.DistributedLockProperties.StartupCheck;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.dao.DataAccessException;

/** Checks, once all beans are there, that annotated methods are locked and the store answers, and sums the set-up up in one line. */
final class LockStartup implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

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
        if (store != null) {
            lockedBeans.check(store);
        }
        String version = LockClient.class.getPackage().getImplementationVersion();
        log.info(
                "Latchkey {}: locks in {}, prefix '{}', wait {} ms, lease {} ms (renewed), {} locked methods",
                version == null ? "(from classes)" : version,
                store == null ? "the application's own LockClient" : store.describe(),
                properties.keyPrefix(),
                properties.waitAtMost().toMillis(),
                properties.lease().toMillis(),
                methods);
        if (properties.startupCheck() != StartupCheck.OFF) {
            checkFence();
            if (store != null) {
                check(store);
            }
        }
    }

    private void checkFence() {
        LockDeclarationException mistake;
        try {
            mistake = lockedBeans.fenceMistake();
        } catch (DataAccessException unreachable) {
            log.warn(
                    "The database of the fence table cannot be reached, so transactions of methods with Guard.FENCE fail until it can;"
                            + " the application starts all the same. Reason: {}",
                    unreachable.getMostSpecificCause().getMessage());
            return;
        }
        if (mistake != null && properties.startupCheck() == StartupCheck.FAIL) {
            throw mistake;
        }
        if (mistake != null) {
            log.warn("Transactions of methods with Guard.FENCE fail until this is mended: {}", mistake.getMessage());
        }
    }

    private void check(LockStore checked) {
        StoreProbe probe = new StoreProbe(checked, lockedBeans.replicas());
        LockStoreException failure = probe.failure();
        if (failure == null) {
            probe.warnings().forEach(warning -> log.warn("Locks work, but not as well as they could. {}", warning));
            return;
        }
        String reason = String.valueOf(failure.getMessage());
        if (!failure.isPassing() && properties.startupCheck() == StartupCheck.FAIL) {
            throw new RedisUnsuitableException(reason);
        }
        log.warn(
                "{} does not work yet, so locked methods fail with LockStoreException until it does; the application starts all the"
                        + " same. Reason: {}",
                checked.describe(),
                reason);
    }
}
