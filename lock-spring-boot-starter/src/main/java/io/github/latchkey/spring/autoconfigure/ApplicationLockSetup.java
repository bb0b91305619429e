package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockClient;
import io.github.latchkey.spring.Fence;
import io.github.latchkey.spring.LockDefaults;
import io.github.latchkey.spring.LockSetup;
import io.github.latchkey.spring.LockedCallObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.env.Environment;

/** Asks the bean factory, once for each thing. */
final class ApplicationLockSetup implements LockSetup {

    private final BeanFactory beans;
    private final Map<String, LockClient> clients = new ConcurrentHashMap<>();
    private volatile @Nullable LockDefaults defaults;
    private volatile @Nullable LockedCallObserver observer;
    private volatile @Nullable Fence fence;

    ApplicationLockSetup(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public LockClient client(String bean) {
        LockClient known = clients.get(bean);
        if (known == null) {
            // Not computed inside of the map: making a bean may lead back here.
            known = bean.isEmpty() ? beans.getBean(LockClient.class) : beans.getBean(bean, LockClient.class);
            clients.put(bean, known);
        }
        return known;
    }

    @Override
    public LockDefaults defaults() {
        LockDefaults known = defaults;
        if (known == null) {
            known = beans.getBean(DistributedLockProperties.class).defaults();
            defaults = known;
        }
        return known;
    }

    @Override
    public String resolve(String text) {
        return text.contains("${") ? beans.getBean(Environment.class).resolveRequiredPlaceholders(text) : text;
    }

    @Override
    public @Nullable Fence fence() {
        Fence known = fence;
        if (known == null) {
            known = beans.getBeanProvider(Fence.class).getIfAvailable();
            fence = known;
        }
        return known;
    }

    @Override
    public LockedCallObserver observer() {
        LockedCallObserver known = observer;
        if (known == null) {
            known = beans.getBeanProvider(LockedCallObserver.class).getIfAvailable(() -> LockedCallObserver.NONE);
            observer = known;
        }
        return known;
    }
}
