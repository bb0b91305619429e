package io.github.latchkey.test;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockStore;
import java.util.function.Supplier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.ClassUtils;

/**
 * Gives a context {@link TestLocks}, their store, and clients on their clock whose requests are recorded. All are equal, so that the
 * contexts of several test classes are.
 */
record LockTestContextCustomizer() implements ContextCustomizer {

    private static final boolean STARTER = ClassUtils.isPresent(
            "io.github.latchkey.spring.autoconfigure.LockClientCustomizer",
            LockTestContextCustomizer.class.getClassLoader());

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        TestLocks locks = TestLocks.create();
        BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
        registry.registerBeanDefinition("testLocks", bean(TestLocks.class, () -> locks));
        RootBeanDefinition store = bean(LockStore.class, locks::store);
        // The application may have one, too.
        store.setPrimary(true);
        registry.registerBeanDefinition("testLockStore", store);
        if (STARTER) {
            registry.registerBeanDefinition("testLockClock", StarterClock.of(locks));
        }
        context.getBeanFactory().addBeanPostProcessor(new Recording(locks));
    }

    static <T> RootBeanDefinition bean(Class<T> type, Supplier<T> instance) {
        return new RootBeanDefinition(type, instance);
    }

    private record Recording(TestLocks locks) implements BeanPostProcessor {

        @Override
        public Object postProcessAfterInitialization(Object bean, String beanName) {
            // A mock is to stay one, or nobody could tell it what to answer.
            return bean instanceof LockClient client
                            && !bean.getClass().getName().contains("$MockitoMock$")
                    ? locks.record(client)
                    : bean;
        }
    }
}
