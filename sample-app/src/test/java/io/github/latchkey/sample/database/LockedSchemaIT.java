package io.github.latchkey.sample.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockStore;
import io.github.latchkey.memory.MemoryLockStore;
import io.github.latchkey.sample.PostgresServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class LockedSchemaIT {

    private static final int INSTANCES = 8;

    private static final List<PostgresServer> SERVER = new ArrayList<>();

    @BeforeAll
    static void start() {
        SERVER.add(PostgresServer.start());
    }

    @AfterAll
    static void end() {
        SERVER.forEach(PostgresServer::close);
    }

    @RepeatedTest(5)
    void instancesThatStartAtOnceCreateTheTablesOfAnEmptyPostgres() throws Exception {
        DataSource database = new DriverManagerDataSource(SERVER.get(0).newDatabase(), "latchkey", "latchkey");
        LockStore store = new MemoryLockStore();
        CyclicBarrier start = new CyclicBarrier(INSTANCES);
        ExecutorService pool = Executors.newFixedThreadPool(INSTANCES);
        try {
            List<Future<Boolean>> instances = new ArrayList<>();
            for (int i = 0; i < INSTANCES; i++) {
                instances.add(pool.submit(() -> {
                    try (LockClient locks =
                            LockClient.builder(store).leaveStoreOpen().build()) {
                        start.await();
                        return new LockedSchema(database, Provided.with(locks)).initializeDatabase();
                    }
                }));
            }

            for (Future<Boolean> instance : instances) {
                assertThat(instance.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
