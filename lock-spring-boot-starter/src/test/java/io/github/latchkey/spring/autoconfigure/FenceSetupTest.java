package io.github.latchkey.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.spring.CapturedLog;
import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.Fence;
import io.github.latchkey.spring.Guard;
import io.github.latchkey.spring.LockDeclarationException;
import io.github.latchkey.spring.LockedApplication;
import io.github.latchkey.spring.jdbc.JdbcFence;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** What the start of an application says of the guard FENCE. */
class FenceSetupTest {

    private static final String AT =
            "@DistributedLock on " + Orders.class.getName() + ".cancel(String): guard is FENCE, but ";

    private final ApplicationContextRunner application =
            LockedApplication.inMemory().withBean(Orders.class);
    private final ApplicationContextRunner withDatabase = application.withConfiguration(LockedApplication.JDBC);

    @Test
    void withoutADatabaseTheStartFails() {
        application.run(context -> assertThat(context).getFailure().satisfies(failure -> {
            assertThat(failure).isInstanceOf(LockDeclarationException.class);
            LockDeclarationException mistake = (LockDeclarationException) failure;
            assertThat(mistake.problem())
                    .isEqualTo(AT
                            + "there is no database for the fence table: the application has no DataSource, or several"
                            + " without a primary one, or no spring-jdbc.");
            assertThat(mistake.remedy())
                    .isEqualTo(
                            "Add spring-boot-starter-jdbc and a DataSource, mark one of several as @Primary, or choose"
                                    + " Guard.LEASE.");
        }));
    }

    @Test
    void withSeveralDatabasesAndNoPrimaryOneTheStartFails() {
        application
                .withBean("one", DataSource.class, FenceSetupTest::database)
                .withBean("two", DataSource.class, FenceSetupTest::database)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(LockDeclarationException.class)
                        .hasMessageContaining("several without a primary one"));
    }

    @Test
    void nothingOfJdbcIsNeededWhereNoMethodHasAFence() {
        LockedApplication.inMemory()
                .withClassLoader(new FilteredClassLoader("org.springframework.jdbc"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Fence.class));
    }

    @Test
    void aMissingTableFailsTheStartAndIsNotMadeUnasked() {
        withDatabase.run(context -> assertThat(context).getFailure().satisfies(failure -> {
            assertThat(failure).isInstanceOf(LockDeclarationException.class);
            LockDeclarationException mistake = (LockDeclarationException) failure;
            assertThat(mistake.problem())
                    .startsWith(
                            AT + "the fence table 'latchkey_fence' cannot be read: Table \"LATCHKEY_FENCE\" not found");
            assertThat(mistake.remedy())
                    .isEqualTo("Create it with the statement in io/github/latchkey/spring/fence/schema-h2.sql of the"
                            + " starter's jar, or set distributed-lock.fence.initialize-schema=always.");
        }));
    }

    @ParameterizedTest
    @CsvSource({"warn, 1", "off, 0"})
    void aMissingTableIsAWarningOrNothingWhereTheStartIsToSucceed(String check, int warnings) {
        try (CapturedLog log = CapturedLog.open()) {
            withDatabase
                    .withPropertyValues("distributed-lock.startup-check=" + check)
                    .run(context -> assertThat(context).hasNotFailed());

            assertThat(log.lines())
                    .filteredOn(
                            line -> line.startsWith("WARN Transactions of methods with Guard.FENCE fail until this is"
                                    + " mended: " + AT + "the fence table 'latchkey_fence' cannot be read"))
                    .hasSize(warnings);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"embedded", "always"})
    void theTableIsMadeOnRequest(String when) {
        withDatabase
                .withPropertyValues(
                        "distributed-lock.fence.initialize-schema=" + when, "distributed-lock.fence.table=shop_fence")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(JdbcFence.class);
                    assertThat(new JdbcTemplate(context.getBean(DataSource.class))
                                    .queryForList("SELECT name, token, claimed_at FROM shop_fence"))
                            .isEmpty();
                });
    }

    @Test
    void embeddedMakesNoTableInADatabaseOutsideOfThisProcess(@TempDir Path folder) {
        withDatabase
                .withPropertyValues(
                        "distributed-lock.fence.initialize-schema=embedded",
                        "spring.datasource.url=jdbc:h2:file:" + folder + "/shop")
                .run(context -> assertThat(context).getFailure().hasMessageContaining("cannot be read"));
    }

    @Test
    void aDatabaseThatIsDownIsAWarningOnly() {
        try (CapturedLog log = CapturedLog.open()) {
            withDatabase
                    .withPropertyValues(
                            "spring.datasource.url=jdbc:h2:tcp://127.0.0.1:1/shop",
                            "spring.datasource.hikari.connection-timeout=250")
                    .run(context -> assertThat(context).hasNotFailed());

            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("WARN The database of the fence table cannot be reached, so"));
        }
    }

    @Test
    void aFenceOfTheApplicationReplacesTheTable() {
        Fence own = new JdbcFence(database(), "own");

        withDatabase
                .withPropertyValues("distributed-lock.startup-check=off")
                .withBean(Fence.class, () -> own)
                .run(context -> assertThat(context).getBean(Fence.class).isSameAs(own));
    }

    private static DataSource database() {
        return new SimpleDriverDataSource(new Driver(), "jdbc:h2:mem:fences");
    }

    static class Orders {
        @DistributedLock(key = "#id", guard = Guard.FENCE)
        public void cancel(String id) {}
    }
}
