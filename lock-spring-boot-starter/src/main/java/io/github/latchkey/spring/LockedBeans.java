package io.github.latchkey.spring;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import org.mockito.Mockito;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Looks at the finished beans: one with an annotated method that is not behind our advisor would run unlocked. */
public final class LockedBeans {

    private static final boolean MOCKITO_PRESENT =
            ClassUtils.isPresent("org.mockito.Mockito", LockedBeans.class.getClassLoader());

    private final DistributedLockAdvisor advisor;

    /**
     * Creates the check.
     *
     * @param advisor what must stand in front of each bean with an annotated method
     */
    public LockedBeans(DistributedLockAdvisor advisor) {
        this.advisor = advisor;
    }

    /**
     * Checks every singleton that exists.
     *
     * @param beans the application's beans
     * @return how many annotated methods there are
     * @throws LockDeclarationException if a bean's annotated method is not locked
     */
    public int check(ConfigurableListableBeanFactory beans) {
        int methods = 0;
        for (String name : beans.getSingletonNames()) {
            Object bean = beans.getSingleton(name);
            if (bean != null && !(MOCKITO_PRESENT && MockitoMocks.contain(bean))) {
                methods += check(name, bean);
            }
        }
        return methods;
    }

    private int check(String name, Object bean) {
        Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
        Set<Method> annotated = advisor.source().findAll(type).keySet();
        boolean locked = bean instanceof Advised proxy
                && Arrays.stream(proxy.getAdvisors()).anyMatch(advisor::equals);
        if (!annotated.isEmpty() && !locked) {
            throw new LockDeclarationException(
                    type,
                    annotated.iterator().next(),
                    "bean '" + name + "' has no proxy with the lock's advisor, so the method would run unlocked.",
                    "Let Spring create the bean late enough to be proxied (not while bean post-processors are set up, and not as"
                            + " an instance that was registered by hand).");
        }
        return annotated.size();
    }

    /** A class of its own, for applications run without Mockito. */
    private static final class MockitoMocks {

        static boolean contain(Object bean) {
            return Mockito.mockingDetails(bean).isMock();
        }
    }
}
