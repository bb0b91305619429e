package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.spring.Fence;
import io.github.latchkey.spring.jdbc.JdbcFence;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** Keeps fencing tokens in the application's database. */
@AutoConfiguration(
        after = DistributedLockAutoConfiguration.class,
        afterName = {
            "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        })
@ConditionalOnBooleanProperty(name = "distributed-lock.enabled", matchIfMissing = true)
@ConditionalOnClass({DataSource.class, DataSourceUtils.class})
@ConditionalOnSingleCandidate(DataSource.class)
public final class DistributedLockFenceAutoConfiguration {

    DistributedLockFenceAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(Fence.class)
    JdbcFence lockFence(DataSource dataSource, DistributedLockProperties properties) {
        JdbcFence fence = new JdbcFence(dataSource, properties.fence().table());
        switch (properties.fence().initializeSchema()) {
            case NEVER -> {}
            case EMBEDDED -> fence.createTableIfEmbedded();
            case ALWAYS -> fence.createTable();
        }
        return fence;
    }
}
