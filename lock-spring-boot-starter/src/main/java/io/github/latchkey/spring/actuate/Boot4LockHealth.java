package io.github.latchkey.spring.actuate;

import io.github.latchkey.LockStore;
import java.util.Map;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;

/** The health of lock stores for Spring Boot 4, whose types are in another package than those of the other generation. */
public final class Boot4LockHealth implements HealthIndicator {

    private final LockStore store;

    private Boot4LockHealth(LockStore store) {
        this.store = store;
    }

    /**
     * Returns the health of the stores: of one by itself, of several one each.
     *
     * @param stores the stores by their bean names, at least one
     * @return up with the latency, and warnings where there are any; down with the reason
     */
    public static HealthContributor of(Map<String, LockStore> stores) {
        return stores.size() == 1
                ? new Boot4LockHealth(stores.values().iterator().next())
                : CompositeHealthContributor.fromMap(stores, Boot4LockHealth::new);
    }

    @Override
    public Health health() {
        StoreHealth health = StoreHealth.of(store);
        Health.Builder builder = health.isUp() ? Health.up() : Health.down();
        return builder.withDetails(health.details()).build();
    }
}
