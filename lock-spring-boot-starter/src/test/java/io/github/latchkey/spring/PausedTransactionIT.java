package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.fault.machine.ChildJvm;
import io.github.latchkey.fault.machine.Signal;
import io.github.latchkey.redis.RedisServer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The reason for guards: a process that is stopped inside of its transaction for twice its lease, reads before and writes after. On a
 * real Redis, and an H2 that lives in this process.
 */
@Tag("any-jdk")
class PausedTransactionIT {

    private static final Duration PAUSE = PausedTransactionMain.LEASE.multipliedBy(2);

    private final RedisServer redis = RedisServer.start();
    private Server database;

    @BeforeEach
    void startDatabase() throws SQLException {
        database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
    }

    @AfterEach
    void stop() {
        database.stop();
        redis.close();
    }

    @ParameterizedTest(name = "{0}: {1}, balance {2}")
    @CsvSource({
        // The lost update that all this is about: the deposit of 10 of the second holder is gone.
        "NONE, committed, 101",
        "LEASE, refused by the lease, 110",
        "FENCE, refused by the lease, 110",
        // Nobody tells this one that its lease is over, as after a pause between the check and the commit.
        "FENCE_ALONE, refused by the fence, 110"
    })
    @Timeout(120)
    void theLateCommitOfAStoppedProcessIsRefusedAndTheWorkOfTheSecondHolderStands(
            PausedTransactionMain.Kind kind, String outcome, int balance) {
        String url = "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/mem:" + kind + ";DB_CLOSE_DELAY=-1";
        PausedTransactionMain.application(redis.port(), url, kind).run(context -> {
            Accounts accounts = context.getBean(Accounts.class);
            accounts.open(100);
            try (ChildJvm child = ChildJvm.start(
                    Map.of(), PausedTransactionMain.class, List.of("" + redis.port(), url, kind.name()))) {
                child.awaitLine("read 100", Duration.ofSeconds(60));
                long stopped = System.nanoTime();
                child.send(Signal.STOP);

                PausedTransactionMain.deposit(accounts, kind, 10, () -> {});
                assertThat(accounts.balance()).isEqualTo(110);
                Awaitility.await().until(() -> System.nanoTime() - stopped >= PAUSE.toNanos());
                child.send(Signal.CONT);
                child.tell("go on");

                child.awaitLine(outcome, Duration.ofSeconds(30));
            }
            assertThat(accounts.balance()).isEqualTo(balance);
        });
    }
}
