package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.spring.LockedApplication;
import io.github.latchkey.spring.TransactionGuard;
import java.util.List;
import javax.sql.DataSource;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecutionListener;

class GuardedTransactionManagersTest {

    private static final DataSource H2 = new SimpleDriverDataSource(new Driver(), "jdbc:h2:mem:managers");

    private final ApplicationContextRunner application =
            LockedApplication.inMemory().withConfiguration(LockedApplication.JDBC);

    @Test
    void theManagerOfSpringBootIsGuardedOnceAndKeepsTheListenersOfTheApplication() {
        TransactionExecutionListener own = new TransactionExecutionListener() {};

        application
                .withBean("own", TransactionExecutionListener.class, () -> own)
                .run(context -> assertThat(context.getBean(ConfigurableTransactionManager.class)
                                .getTransactionExecutionListeners())
                        .hasSize(2)
                        .contains(own)
                        .hasAtLeastOneElementOfType(TransactionGuard.class));
    }

    @Test
    void managersOfTheApplicationAreGuardedEach() {
        application
                .withBean("one", DataSourceTransactionManager.class, () -> new DataSourceTransactionManager(H2))
                .withBean("two", DataSourceTransactionManager.class, () -> new DataSourceTransactionManager(H2))
                .run(context -> {
                    List<ConfigurableTransactionManager> managers =
                            List.copyOf(context.getBeansOfType(ConfigurableTransactionManager.class)
                                    .values());

                    assertThat(managers).hasSize(2).allSatisfy(manager -> assertThat(
                                    manager.getTransactionExecutionListeners())
                            .singleElement()
                            .isInstanceOf(TransactionGuard.class));
                });
    }

    @Test
    void nothingIsGuardedWhereTheStarterIsSwitchedOff() {
        application.withPropertyValues("distributed-lock.enabled=false").run(context -> assertThat(
                        context.getBean(ConfigurableTransactionManager.class).getTransactionExecutionListeners())
                .isEmpty());
    }
}
