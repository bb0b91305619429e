package io.github.latchkey.spring;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockLostException;
import io.github.latchkey.redis.RedisLockStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A process that deposits 1, but waits to be told between reading and writing. */
final class PausedTransactionMain {

    static final Duration LEASE = Duration.ofMillis(1500);

    private PausedTransactionMain() {}

    enum Kind {
        NONE,
        LEASE,
        FENCE,
        FENCE_ALONE
    }

    static ApplicationContextRunner application(int redisPort, String database, Kind kind) {
        return new ApplicationContextRunner()
                .withConfiguration(LockedApplication.STARTER)
                .withConfiguration(LockedApplication.JDBC)
                .withPropertyValues(
                        "spring.data.redis.host=127.0.0.1",
                        "spring.data.redis.port=" + redisPort,
                        "spring.datasource.url=" + database,
                        "spring.datasource.username=sa",
                        "distributed-lock.wait=20s",
                        "distributed-lock.lease=" + LEASE.toMillis() + "ms",
                        "distributed-lock.fence.initialize-schema="
                                + (kind == Kind.FENCE || kind == Kind.FENCE_ALONE ? "always" : "never"),
                        // Each of these applications has methods for all guards, whichever is used.
                        "distributed-lock.startup-check=warn")
                .withBean(Accounts.class);
    }

    static void deposit(Accounts accounts, Kind kind, int amount, Runnable meanwhile) {
        switch (kind) {
            case NONE -> accounts.depositUnguarded(amount, meanwhile);
            case LEASE -> accounts.depositWithLease(amount, meanwhile);
            case FENCE, FENCE_ALONE -> accounts.depositWithFence(amount, meanwhile);
        }
    }

    public static void main(String[] args) {
        int redisPort = Integer.parseInt(args[0]);
        Kind kind = Kind.valueOf(args[2]);
        ApplicationContextRunner application = application(redisPort, args[1], kind);
        if (kind == Kind.FENCE_ALONE) {
            application = application.withBean(
                    LockClient.class,
                    () -> DeafLeases.of(LockClient.builder(RedisLockStore.connect("redis://127.0.0.1:" + redisPort))
                            .build()));
        }
        BufferedReader told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        application.run(context -> {
            Accounts accounts = context.getBean(Accounts.class);
            try {
                deposit(accounts, kind, 1, () -> {
                    System.out.println("read " + accounts.balance());
                    await(told);
                });
                System.out.println("committed");
            } catch (LockLostException lost) {
                System.out.println(
                        String.valueOf(lost.getMessage()).contains("claimed it in the fence table")
                                ? "refused by the fence"
                                : "refused by the lease");
            }
        });
    }

    private static void await(BufferedReader told) {
        try {
            String unused = told.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
