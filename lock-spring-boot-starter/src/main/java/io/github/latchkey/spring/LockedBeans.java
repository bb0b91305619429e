package io.github.latchkey.spring;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockStore;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.mockito.Mockito;
import org.slf4j.LoggerFactory;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Looks at the finished beans: one with an annotated method that is not behind our advisor would run unlocked. */
public final class LockedBeans {

    private static final boolean MOCKITO_PRESENT =
            ClassUtils.isPresent("org.mockito.Mockito", LockedBeans.class.getClassLoader());

    private final DistributedLockAdvisor advisor;
    private LockedMethodsCheck checked = new LockedMethodsCheck(List.of());

    /**
     * Creates the check.
     *
     * @param advisor what must stand in front of each bean with an annotated method
     */
    public LockedBeans(DistributedLockAdvisor advisor) {
        this.advisor = advisor;
    }

    /**
     * Checks the declarations of every bean, and that those which exist are behind the advisor.
     *
     * @param beans the application's beans
     * @return how many annotated methods there are
     * @throws LockDeclarationException if a declaration cannot work, or a bean's annotated method is not locked
     */
    public int check(ConfigurableListableBeanFactory beans) {
        Set<String> names = new LinkedHashSet<>(List.of(beans.getBeanDefinitionNames()));
        names.addAll(List.of(beans.getSingletonNames()));
        Set<LockedMethod> methods = new LinkedHashSet<>();
        for (String name : names) {
            if (beans.containsBeanDefinition(name)
                    && beans.getBeanDefinition(name).isAbstract()) {
                continue;
            }
            Class<?> type = beans.getType(name, false);
            Object bean = beans.getSingleton(name);
            if (bean instanceof FactoryBean<?> factory) {
                bean = product(name, factory, beans);
            }
            if (bean != null) {
                methods.addAll(check(name, bean));
            } else if (type != null) {
                // Made later: lazily, or once for each use or scope.
                methods.addAll(annotated(type));
            }
        }
        checked = new LockedMethodsCheck(methods);
        checked.check(advisor.setup());
        return methods.size();
    }

    /**
     * Looks whether the fence can be used that methods found by {@link #check(ConfigurableListableBeanFactory)} rely on. Asks the database, if there are any.
     *
     * @return what is wrong, or null for nothing
     */
    public @Nullable LockDeclarationException fenceMistake() {
        return checked.fenceMistake(advisor.setup());
    }

    /**
     * Checks that a store can do what the methods found by {@link #check(ConfigurableListableBeanFactory)} ask for.
     *
     * @param store the store of all who name no client of their own
     * @throws LockDeclarationException if it refuses one of them
     */
    public void check(LockStore store) {
        checked.check(store);
    }

    /**
     * Returns how many replicas of Redis the methods found by {@link #check(ConfigurableListableBeanFactory)} want to have their grants.
     *
     * @return the greatest number of all
     */
    public int replicas() {
        return checked.replicas();
    }

    private @Nullable Object product(String name, FactoryBean<?> factory, ConfigurableListableBeanFactory beans) {
        Class<?> type = factory.getObjectType();
        // A scoped proxy is not what is locked: each target behind it is.
        return type == null
                        || !factory.isSingleton()
                        || AopInfrastructureBean.class.isAssignableFrom(type)
                        || annotated(type).isEmpty()
                ? null
                : beans.getBean(name);
    }

    private Collection<LockedMethod> annotated(Class<?> type) {
        return advisor.source().findAll(type).values();
    }

    private Collection<LockedMethod> check(String name, Object bean) {
        if (bean instanceof AopInfrastructureBean) {
            return List.of();
        }
        Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
        Collection<LockedMethod> annotated = annotated(type);
        boolean locked = bean instanceof Advised proxy
                && Arrays.stream(proxy.getAdvisors()).anyMatch(advisor::equals);
        if (!annotated.isEmpty() && !locked && !(MOCKITO_PRESENT && MockitoMocks.contain(bean))) {
            throw annotated
                    .iterator()
                    .next()
                    .place()
                    .mistake(
                            "bean '" + name
                                    + "' has no proxy with the lock's advisor, so the method would run unlocked.",
                            "Let Spring create the bean late enough to be proxied (not while bean post-processors are set up, and not as"
                                    + " an instance that was registered by hand).");
        }
        return annotated;
    }

    /** A class of its own, for applications run without Mockito. */
    private static final class MockitoMocks {

        static boolean contain(Object bean) {
            try {
                return Mockito.mockingDetails(bean).isMock();
            } catch (LinkageError | RuntimeException e) {
                // Mockito does not start here, so it has made no mock either.
                LoggerFactory.getLogger(LockClient.class).debug("Mockito cannot tell a mock", e);
                return false;
            }
        }
    }
}
