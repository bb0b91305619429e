package io.github.latchkey.spring;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLease;
import io.github.latchkey.LockLostException;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.redis.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.support.TransactionTemplate;

/** Annotated methods that return futures, on a real Redis. */
class LockedFuturesIT {

    private static final RedisServer REDIS = RedisServer.start();

    private final ApplicationContextRunner application = LockedApplication.on(REDIS)
            .withBean(RecordedSteps.class)
            .withBean(Shipments.class)
            .withBean(Stock.class);

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @Test
    void theLockIsHeldUntilTheFutureEndsAndGivenBackBeforeTheCallerSeesIt() {
        with((shipments, context) -> {
            CompletableFuture<String> work = new CompletableFuture<>();

            CompletableFuture<String> shipped = shipments.ship(1, () -> work);
            CompletableFuture<Boolean> lockedAtTheEnd = shipped.thenApply(answer -> isLocked("parcel:1"));
            awaitLocked("parcel:1");

            assertThat(shipped).isNotDone();
            work.complete("shipped 1");
            assertThat(Results.of(shipped)).isEqualTo("shipped 1");
            assertThat(Results.of(lockedAtTheEnd)).isFalse();
            assertThat(context.getBean(RecordedSteps.class).ended())
                    .containsExactly("WAIT shipments-ship [parcel:1]", "HOLD shipments-ship [parcel:1]");
        });
    }

    @Test
    void failuresOfTheMethodAndOfItsFutureReachTheCallerAsTheyAreAndFreeTheLock() {
        with((shipments, context) -> {
            IllegalStateException failure = new IllegalStateException("no van");

            CompletableFuture<String> failed = shipments.ship(2, () -> CompletableFuture.failedFuture(failure));
            CompletableFuture<String> thrown = shipments.ship(3, () -> {
                throw failure;
            });

            assertThatThrownBy(() -> Results.of(failed)).hasCause(failure);
            assertThatThrownBy(() -> Results.of(thrown)).hasCause(failure);
            assertThat(isLocked("parcel:2")).isFalse();
            assertThat(isLocked("parcel:3")).isFalse();
        });
    }

    @Test
    void callsExcludeEachOtherAlsoWhereOneThreadMakesThem() {
        with((shipments, context) -> {
            CompletableFuture<String> first = new CompletableFuture<>();
            List<Integer> inside = new ArrayList<>();

            CompletableFuture<String> one = shipments.ship(4, () -> first);
            awaitLocked("parcel:4");
            CompletableFuture<String> two = shipments.ship(4, () -> {
                inside.add(first.isDone() ? 1 : 2);
                return CompletableFuture.completedFuture("second");
            });
            assertThatThrownBy(() -> Results.of(shipments.tryToShip(4, () -> first)))
                    .hasCauseInstanceOf(LockBusyException.class);
            first.complete("first");

            assertThat(Results.of(two)).isEqualTo("second");
            assertThat(Results.of(one)).isEqualTo("first");
            assertThat(inside).containsExactly(1);
        });
    }

    @Test
    void waitingBlocksNoThread() {
        with((shipments, context) -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> holder = shipments.ship(5, () -> work);
            awaitLocked("parcel:5");
            int threads = Thread.activeCount();

            List<CompletableFuture<String>> waiting = IntStream.range(0, 200)
                    .mapToObj(i -> shipments.ship(5, () -> CompletableFuture.completedFuture("shipped")))
                    .toList();

            // The client has 16 threads for answers, whoever waits.
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 20);
            work.complete("shipped");
            assertThat(Stream.concat(Stream.of(holder), waiting.stream()).map(Results::of))
                    .hasSize(201)
                    .containsOnly("shipped");
        });
    }

    @Test
    void cancellingAWaitLeavesTheLineAndTheMethodIsNotRun() {
        with((shipments, context) -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> holder = shipments.ship(6, () -> work);
            awaitLocked("parcel:6");
            CompletableFuture<Void> ran = new CompletableFuture<>();

            CompletableFuture<String> waiting = shipments.ship(6, () -> {
                ran.complete(null);
                return work;
            });
            await().until(() -> waiting(context) == 1);
            waiting.cancel(true);

            await().until(() -> waiting(context) == 0);
            work.complete("shipped");
            Results.of(holder);
            assertThat(Results.of(shipments.tryToShip(6, () -> work))).isEqualTo("shipped");
            assertThat(ran).isNotDone();
        });
    }

    @Test
    void cancellingTheWorkCancelsTheFutureOfTheMethodAndFreesTheLock() {
        with((shipments, context) -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> shipped = shipments.ship(7, () -> work);
            awaitLocked("parcel:7");

            shipped.cancel(true);

            assertThat(work).isCancelled();
            awaitFree("parcel:7");
        });
    }

    @Test
    void theLockIsHeldOnWhereTheCallerGivesUpByATimeoutButTheWorkGoesOn() {
        with((shipments, context) -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> shipped = shipments.ship(8, () -> work);
            awaitLocked("parcel:8");

            shipped.complete("given up");

            assertThat(work).isNotDone();
            assertThat(isLocked("parcel:8")).isTrue();
            work.complete("shipped");
            awaitFree("parcel:8");
        });
    }

    @Test
    void whatIsHeldAroundACallIsEnteredAgain() {
        with((shipments, context) -> {
            Stock stock = context.getBean(Stock.class);

            assertThat(Results.of(shipments.ship(
                            9,
                            () -> shipments.tryToShip(9, () -> {
                                assertThat(LockContext.current().lease().name()).isEqualTo("parcel:9");
                                return CompletableFuture.completedFuture(stock.take(9, () -> "taken"));
                            }))))
                    .isEqualTo("taken");
            assertThat(stock.take(
                            10,
                            () -> Results.of(
                                    shipments.tryToShip(10, () -> CompletableFuture.completedFuture("shipped")))))
                    .isEqualTo("shipped");
            assertThat(isLocked("parcel:9")).isFalse();
            assertThat(isLocked("parcel:10")).isFalse();
        });
    }

    @Test
    void aThreadThatHasLeftItsMethodDoesNotEnterWhatThatHasBegun() {
        with((shipments, context) -> {
            Stock stock = context.getBean(Stock.class);
            CompletableFuture<String> work = new CompletableFuture<>();
            List<CompletableFuture<String>> begun = new ArrayList<>();

            stock.take(23, () -> {
                stock.take(23, () -> {
                    begun.add(shipments.tryToShip(23, () -> work));
                    return "begun";
                });
                return stock.take(23, () -> "still entered");
            });

            assertThat(begun.get(0)).isNotDone();
            assertThatThrownBy(() -> stock.take(23, () -> "taken")).isInstanceOf(LockBusyException.class);
            work.complete("shipped");
            assertThat(Results.of(begun.get(0))).isEqualTo("shipped");
            assertThat(stock.take(23, () -> "taken")).isEqualTo("taken");
        });
    }

    @Test
    void aBusyLockIsAnsweredAsThePolicySays() {
        with((shipments, context) -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> holder = shipments.ship(11, () -> work);
            awaitLocked("parcel:11");

            assertThat(Results.of(shipments.skip(11))).isNull();
            assertThat(Results.of(shipments.another(11))).startsWith("not 11: Lock 'parcel:11' not acquired within");
            assertThatThrownBy(() -> Results.of(shipments.tryToShip(11, () -> work)))
                    .hasCauseInstanceOf(LockBusyException.class);
            work.complete("shipped");
            Results.of(holder);
            assertThat(Results.of(shipments.skip(11))).isEqualTo("done");
        });
    }

    @Test
    void aLossFailsTheCallAtOnceAndCancelsTheWorkWhereTheMethodSaysSo() {
        with((shipments, context) -> {
            CompletableFuture<String> goesOn = new CompletableFuture<>();
            CompletableFuture<String> ends = new CompletableFuture<>();
            CompletableFuture<String> reported = shipments.ship(12, () -> goesOn);
            CompletableFuture<String> failed = shipments.shipOrFail(13, () -> ends);
            awaitLocked("parcel:12");
            awaitLocked("parcel:13");

            REDIS.command("DEL lock:{parcel:12} lock:{parcel:13}");

            assertThatThrownBy(() -> Results.of(failed)).hasCauseInstanceOf(LockLostException.class);
            await().until(ends::isCancelled);
            await().until(() -> context.getBean(RecordedSteps.class).holding() == 1);
            goesOn.complete("shipped");
            assertThat(Results.of(reported)).isEqualTo("shipped");
        });
    }

    @Test
    void aLossThatShowsAtTheEndFailsTheCallWhereTheMethodSaysSo() {
        with((shipments, context) -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> failed = shipments.shipOrFail(22, () -> work);
            awaitLocked("parcel:22");

            REDIS.command("DEL lock:{parcel:22}");
            work.complete("shipped");

            assertThatThrownBy(() -> Results.of(failed)).hasCauseInstanceOf(LockLostException.class);
        });
    }

    @Test
    void whereRedisIsGoneAtTheEndTheResultIsPassedOnSoonAllTheSame() {
        try (RedisServer own = RedisServer.start()) {
            LockedApplication.on(own).withBean(Shipments.class).run(context -> {
                CompletableFuture<String> work = new CompletableFuture<>();
                CompletableFuture<String> shipped =
                        context.getBean(Shipments.class).ship(14, () -> work);
                await().until(() -> own.command("EXISTS lock:{parcel:14}").startsWith(":1"));

                own.kill();
                long before = System.nanoTime();
                work.complete("shipped");

                assertThat(Results.of(shipped)).isEqualTo("shipped");
                assertThat(System.nanoTime() - before).isLessThan(SECONDS.toNanos(5));
            });
        }
    }

    @Test
    void anOutageFailsTheFutureOrLetsTheMethodRunUnlocked() {
        try (RedisServer own = RedisServer.start()) {
            ApplicationContextRunner shop =
                    LockedApplication.on(own).withBean(RecordedSteps.class).withBean(Shipments.class);
            shop.run(context -> {
                own.kill();
                Shipments shipments = context.getBean(Shipments.class);
                assertThatThrownBy(() ->
                                Results.of(shipments.tryToShip(15, () -> CompletableFuture.completedFuture("shipped"))))
                        .hasCauseInstanceOf(LockStoreException.class);
                own.restart();
            });
            shop.withPropertyValues("distributed-lock.on-outage=PROCEED_UNLOCKED")
                    .run(context -> {
                        own.kill();
                        assertThat(Results.of(context.getBean(Shipments.class)
                                        .tryToShip(
                                                15,
                                                () -> CompletableFuture.completedFuture(LockContext.find()
                                                        .map(held -> "locked")
                                                        .orElse("unlocked")))))
                                .isEqualTo("unlocked");
                        assertThat(context.getBean(RecordedSteps.class).ended())
                                .containsExactly(
                                        "WAIT shipments-try-to-ship [parcel:15] LockStoreException",
                                        "UNLOCKED shipments-try-to-ship");
                    });
        }
    }

    @Test
    void theEndOfTheClientEndsWaitsAndRefusesCalls() {
        with((shipments, context) -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> holder = shipments.ship(16, () -> work);
            awaitLocked("parcel:16");
            CompletableFuture<String> waiting = shipments.ship(16, () -> work);
            await().until(() -> waiting(context) == 1);

            waiting.whenComplete((answer, failure) -> work.complete("shipped"));
            context.getBean(LockClient.class).close();

            assertThatThrownBy(() -> Results.of(waiting)).hasCauseInstanceOf(LockStoreException.class);
            assertThat(Results.of(holder)).isEqualTo("shipped");
            assertThatThrownBy(() -> Results.of(shipments.ship(16, () -> work)))
                    .hasCauseInstanceOf(LockStoreException.class);
            assertThat(isLocked("parcel:16")).isFalse();
        });
    }

    @Test
    void inARunningTransactionTheLockIsHeldUntilBothHaveEnded() {
        application.withConfiguration(LockedApplication.JDBC).run(context -> {
            Shipments shipments = context.getBean(Shipments.class);
            TransactionTemplate transaction = context.getBean(TransactionTemplate.class);

            transaction.executeWithoutResult(status -> {
                assertThat(Results.of(shipments.ship(17, () -> CompletableFuture.completedFuture("shipped"))))
                        .isEqualTo("shipped");
                assertThat(isLocked("parcel:17")).isTrue();
            });
            awaitFree("parcel:17");

            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> shipped =
                    Objects.requireNonNull(transaction.execute(status -> shipments.ship(18, () -> work)));
            awaitLocked("parcel:18");
            work.complete("shipped");
            assertThat(Results.of(shipped)).isEqualTo("shipped");
            awaitFree("parcel:18");
        });
    }

    @Test
    void aTransactionAroundACallIsNotCommittedOnceItsLockIsLost() {
        application.withConfiguration(LockedApplication.JDBC).run(context -> {
            Shipments shipments = context.getBean(Shipments.class);
            TransactionTemplate transaction = context.getBean(TransactionTemplate.class);

            assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                        LockLease lease = Results.of(shipments.lease(24));
                        REDIS.command("DEL lock:{parcel:24}");
                        await().until(() -> !lease.isHeld());
                    }))
                    .isInstanceOf(LockLostException.class);
        });
    }

    @Test
    void aTransactionAroundACallThatGotNoLockIsCommitted() {
        application.withConfiguration(LockedApplication.JDBC).run(context -> {
            Shipments shipments = context.getBean(Shipments.class);
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> holder = shipments.ship(26, () -> work);
            awaitLocked("parcel:26");

            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> assertThatThrownBy(
                            () -> Results.of(shipments.swap(25, 26, () -> "")))
                    .hasCauseInstanceOf(LockBusyException.class));

            work.complete("shipped");
            assertThat(Results.of(holder)).isEqualTo("shipped");
        });
    }

    @Test
    void aKeyThatCannotBeMadeFailsTheFuture() {
        with((shipments, context) -> assertThatThrownBy(() -> Results.of(shipments.shipNamed(" ")))
                .hasCauseInstanceOf(LockKeyException.class));
    }

    @Test
    void severalLocksAreTakenOneAfterTheOtherAndAllGivenBackWhereOneIsBusy() {
        with((shipments, context) -> {
            CompletableFuture<String> work = new CompletableFuture<>();
            CompletableFuture<String> holder = shipments.ship(20, () -> work);
            awaitLocked("parcel:20");

            assertThatThrownBy(() -> Results.of(shipments.swap(19, 20, () -> "swapped")))
                    .hasCauseInstanceOf(LockBusyException.class);
            assertThat(isLocked("parcel:19")).isFalse();
            work.complete("shipped");
            Results.of(holder);
            assertThat(Results.of(shipments.swap(20, 19, () -> "" + isLocked("parcel:19") + isLocked("parcel:20"))))
                    .isEqualTo("truetrue");
            assertThat(isLocked("parcel:19")).isFalse();
            assertThat(isLocked("parcel:20")).isFalse();
        });
    }

    @Test
    void anAsyncMethodRunsOnTheThreadThatWasMadeForIt() {
        application
                .withUserConfiguration(AsyncIsOn.class)
                .withBean(Prints.class)
                .run(context -> {
                    Prints prints = context.getBean(Prints.class);

                    CompletableFuture<String> printed = prints.print(21, () -> {
                        assertThat(LockContext.current().lease().name()).isEqualTo("parcel:21");
                        return Thread.currentThread().getName() + " " + isLocked("parcel:21");
                    });

                    assertThat(Results.of(printed)).doesNotContain("latchkey").endsWith(" true");
                    assertThat(isLocked("parcel:21")).isFalse();
                });
    }

    private void with(BiConsumer<Shipments, ApplicationContext> use) {
        application.run(context -> use.accept(context.getBean(Shipments.class), context));
    }

    private static int waiting(ApplicationContext context) {
        return context.getBean(RecordedSteps.class).waiting();
    }

    private static boolean isLocked(String name) {
        return Redis.isLocked(REDIS, name);
    }

    private static void awaitLocked(String name) {
        Redis.awaitLocked(REDIS, name);
    }

    private static void awaitFree(String name) {
        Redis.awaitFree(REDIS, name);
    }

    static class Shipments {
        @DistributedLock(key = "'parcel:' + #id", waitMs = 15000, leaseMs = 1500)
        public CompletableFuture<String> ship(long id, Supplier<CompletableFuture<String>> work) {
            return work.get();
        }

        @DistributedLock(key = "'parcel:' + #id", waitMs = 0)
        public CompletableFuture<String> tryToShip(long id, Supplier<CompletableFuture<String>> work) {
            return work.get();
        }

        @DistributedLock(key = "'parcel:' + #id", leaseMs = 1500, onLost = OnLost.FAIL)
        public CompletableFuture<String> shipOrFail(long id, Supplier<CompletableFuture<String>> work) {
            return work.get();
        }

        @DistributedLock(key = "'parcel:' + #id", leaseMs = 1500)
        public CompletableFuture<LockLease> lease(long id) {
            return CompletableFuture.completedFuture(LockContext.current().lease());
        }

        @DistributedLock(key = "'parcel:' + #id", waitMs = 0, onBusy = OnBusy.SKIP)
        public CompletableFuture<String> skip(long id) {
            return CompletableFuture.completedFuture("done");
        }

        @DistributedLock(key = "'parcel:' + #id", waitMs = 0, onBusy = OnBusy.FALLBACK, fallback = "not")
        public CompletableFuture<String> another(long id) {
            return CompletableFuture.completedFuture("done");
        }

        @SuppressWarnings("UnusedMethod")
        private CompletableFuture<String> not(long id, LockBusyException busy) {
            return CompletableFuture.completedFuture("not " + id + ": " + busy.getMessage());
        }

        @DistributedLock(key = "'parcel:' + #name")
        public CompletableFuture<String> shipNamed(String name) {
            return CompletableFuture.completedFuture("done");
        }

        @DistributedLock(name = "swap-one", key = "'parcel:' + #one", waitMs = 100)
        @DistributedLock(name = "swap-other", key = "'parcel:' + #other", waitMs = 100)
        public CompletableFuture<String> swap(long one, long other, Supplier<String> work) {
            return CompletableFuture.completedFuture(work.get());
        }
    }

    static class Stock {
        @DistributedLock(key = "'parcel:' + #id", waitMs = 0)
        public String take(long id, Supplier<String> work) {
            return work.get();
        }
    }

    @EnableAsync
    static class AsyncIsOn {}

    static class Prints {
        @Async
        @DistributedLock(key = "'parcel:' + #id", waitMs = 15000)
        public CompletableFuture<String> print(long id, Supplier<String> work) {
            return CompletableFuture.completedFuture(work.get());
        }
    }
}
