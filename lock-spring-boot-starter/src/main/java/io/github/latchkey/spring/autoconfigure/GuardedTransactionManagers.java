package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.spring.TransactionGuard;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Puts the guard of commits into each transaction manager. Not as a listener bean: Spring Boot adds those to its own managers only, and
 * would add it twice. Reactive managers work on no thread of their own, so their transactions are not watched.
 */
final class GuardedTransactionManagers implements BeanPostProcessor {

    private final TransactionGuard guard;

    GuardedTransactionManagers(TransactionGuard guard) {
        this.guard = guard;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof PlatformTransactionManager
                && bean instanceof ConfigurableTransactionManager manager
                && !manager.getTransactionExecutionListeners().contains(guard)) {
            manager.addListener(guard);
        }
        return bean;
    }
}
