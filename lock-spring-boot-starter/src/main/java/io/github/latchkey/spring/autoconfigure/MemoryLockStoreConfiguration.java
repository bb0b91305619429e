package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockStore;
import io.github.latchkey.memory.MemoryLockStore;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store in the heap of this process, where the application asks for it. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(prefix = "distributed-lock", name = "store", havingValue = "memory")
class MemoryLockStoreConfiguration {

    @Bean
    @ConditionalOnMissingBean({LockStore.class, LockClient.class})
    MemoryLockStore lockStore() {
        return new MemoryLockStore();
    }
}
