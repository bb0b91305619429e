package io.github.latchkey.spring.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.spring.Fence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

class JdbcFenceTest {

    private final DataSource database = database("");
    private final JdbcFence fence = new JdbcFence(database, "latchkey_fence");
    private final TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));

    @ParameterizedTest
    @CsvSource({
        "'', h2",
        ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE, postgresql",
        ";MODE=MySQL;DATABASE_TO_LOWER=TRUE, mysql"
    })
    void theShippedStatementsMakeATableThatTheFenceWorksOn(String mode, String file) throws Exception {
        DataSource own = database(mode);
        String ddl = new ClassPathResource("io/github/latchkey/spring/fence/schema-" + file + ".sql")
                .getContentAsString(StandardCharsets.UTF_8)
                // What H2 does not know of MySQL.
                .replace("CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "");
        new JdbcTemplate(own).execute(ddl);
        new JdbcTemplate(own).execute(ddl);

        Fence tested = new JdbcFence(own, "latchkey_fence");
        assertThat(tested.problem()).isNull();
        assertThat(tested.claim("order:1", 5)).isTrue();
        assertThat(tested.claim("order:1", 5)).isTrue();
        assertThat(tested.claim("order:1", 4)).isFalse();
        assertThat(tested.claim("ORDER:1", 1)).isTrue();
        new TransactionTemplate(new DataSourceTransactionManager(own)).executeWithoutResult(status -> {
            assertThat(tested.confirm("order:1", 4)).isFalse();
            assertThat(tested.confirm("order:1", 6)).isTrue();
        });
        assertThat(tested.claim("order:1", 5)).isFalse();
        assertThat(new JdbcTemplate(own)
                        .queryForObject("SELECT claimed_at FROM latchkey_fence WHERE name = 'order:1'", Object.class))
                .isNotNull();
    }

    @Test
    void aClaimStandsWhateverBecomesOfTheTransaction() {
        fence.createTable();

        transaction.executeWithoutResult(status -> {
            assertThat(fence.isInTransaction()).isTrue();
            assertThat(fence.claim("order:2", 5)).isTrue();
            status.setRollbackOnly();
        });

        assertThat(fence.isInTransaction()).isFalse();
        assertThat(fence.claim("order:2", 4)).isFalse();
    }

    @Test
    void aConfirmedTokenIsGoneWithItsTransaction() {
        fence.createTable();
        fence.claim("order:3", 5);

        transaction.executeWithoutResult(status -> {
            assertThat(fence.confirm("order:3", 6)).isTrue();
            status.setRollbackOnly();
        });

        assertThat(fence.claim("order:3", 5)).isTrue();
    }

    @Test
    void whoHasClaimedLaterIsSeenByTheTransactionOfAnEarlierHolderWhateverItsIsolation() {
        fence.createTable();
        for (int isolation : new int[] {
            TransactionDefinition.ISOLATION_READ_COMMITTED,
            TransactionDefinition.ISOLATION_REPEATABLE_READ,
            TransactionDefinition.ISOLATION_SERIALIZABLE
        }) {
            String name = "order:4:" + isolation;
            transaction.setIsolationLevel(isolation);
            fence.claim(name, 5);
            assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                        // A snapshot of the time before, where there are snapshots.
                        new JdbcTemplate(database).queryForList("SELECT * FROM latchkey_fence");
                        fence.claim(name, 9);
                        if (!fence.confirm(name, 5)) {
                            throw new IllegalStateException("refused");
                        }
                    }))
                    .as("isolation %s", isolation)
                    .isInstanceOfAny(IllegalStateException.class, ConcurrencyFailureException.class);
        }
    }

    @Test
    void aClaimWaitsForTheEndOfATransactionThatHasConfirmed() {
        fence.createTable();
        fence.claim("order:5", 5);
        AtomicBoolean committing = new AtomicBoolean();
        List<CompletableFuture<Boolean>> claim = new ArrayList<>();

        transaction.executeWithoutResult(status -> {
            assertThat(fence.confirm("order:5", 5)).isTrue();
            committing.set(true);
            claim.add(CompletableFuture.supplyAsync(() -> {
                boolean claimed = fence.claim("order:5", 9);
                return claimed && !committing.get();
            }));
            Awaitility.await()
                    .pollInSameThread()
                    .until(() -> new JdbcTemplate(database)
                                    .queryForList(
                                            "SELECT 1 FROM INFORMATION_SCHEMA.SESSIONS WHERE BLOCKER_ID IS NOT NULL")
                                    .size()
                            == 1);
            committing.set(false);
        });

        assertThat(claim.get(0).orTimeout(10, TimeUnit.SECONDS).join()).isTrue();
    }

    @Test
    void ofManyFirstClaimsTheHighestStays() {
        fence.createTable();

        List<CompletableFuture<Boolean>> claims = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            long token = i;
            claims.add(CompletableFuture.supplyAsync(() -> fence.claim("order:6", token)));
        }
        claims.forEach(claim -> claim.orTimeout(10, TimeUnit.SECONDS).join());

        assertThat(claims.get(49).join()).isTrue();
        assertThat(new JdbcTemplate(database).queryForObject("SELECT token FROM latchkey_fence", Long.class))
                .isEqualTo(50);
    }

    @Test
    void aPoolThatDoesNotCommitByItselfIsMadeToForTheClaimOnly() {
        JdbcDataSource own = database("");
        fence(own).createTable();
        NotCommitting pool = new NotCommitting(own);

        assertThat(new JdbcFence(pool, "latchkey_fence").claim("order:7", 5)).isTrue();

        assertThat(fence(own).claim("order:7", 4)).isFalse();
        assertThat(pool.returned).containsExactly(false);
    }

    @Test
    void theTransactionIsFoundBehindAProxyThatIsAwareOfIt() {
        fence.createTable();
        Fence behind = new JdbcFence(new TransactionAwareDataSourceProxy(database), "latchkey_fence");

        transaction.executeWithoutResult(
                status -> assertThat(behind.isInTransaction()).isTrue());
    }

    @Test
    void aMissingTableIsAProblemThatNamesTheStatementAndTheProperty() {
        Fence.Problem problem = Objects.requireNonNull(new JdbcFence(database, "shop_fence").problem());

        assertThat(problem.cause())
                .startsWith("the fence table 'shop_fence' cannot be read: Table \"SHOP_FENCE\" not found");
        assertThat(problem.remedy())
                .isEqualTo(
                        "Create it with the statement in io/github/latchkey/spring/fence/schema-h2.sql of the starter's"
                                + " jar, or set distributed-lock.fence.initialize-schema=always.");
    }

    @Test
    void theTableCanHaveAnotherName() {
        Fence named = new JdbcFence(database, "PUBLIC.shop_fence");

        ((JdbcFence) named).createTableIfEmbedded();

        assertThat(named.claim("order:8", 1)).isTrue();
        assertThat(new JdbcTemplate(database).queryForObject("SELECT COUNT(*) FROM shop_fence", Long.class))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fence table", "fence; DROP TABLE orders", "a.b.c"})
    void whatIsNoNameOfATableIsRefused(String table) {
        assertThatThrownBy(() -> new JdbcFence(database, table))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("distributed-lock.fence.table is '" + table + "'");
    }

    private static JdbcFence fence(DataSource database) {
        return new JdbcFence(database, "latchkey_fence");
    }

    private static JdbcDataSource database(String mode) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + mode);
        return database;
    }
}
