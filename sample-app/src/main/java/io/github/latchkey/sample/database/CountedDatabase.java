package io.github.latchkey.sample.database;

import io.github.latchkey.sample.traces.TracedStatements;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/** Counts and traces the statements that each thread sends, so that a race can tell which calls asked the database, and for what. */
@Component
final class CountedDatabase implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource database
                ? ProxyDataSourceBuilder.create(database)
                        .name(name)
                        .countQuery()
                        .listener(new TracedStatements())
                        .build()
                : bean;
    }
}
