package io.github.latchkey.spring;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockLostException;
import io.github.latchkey.LockStoreException;
import io.github.latchkey.LockUsageException;
import io.github.latchkey.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Annotated methods that return a Mono or a Flux, on a real Redis. */
class LockedPublishersIT {

    private static final RedisServer REDIS = RedisServer.start();

    private final ApplicationContextRunner application =
            LockedApplication.on(REDIS).withBean(RecordedSteps.class).withBean(Orders.class);

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @Test
    void nothingIsLockedBeforeASubscriptionAndEachOneLocks() {
        with((orders, context) -> {
            List<Boolean> during = new ArrayList<>();

            Mono<String> paid = orders.pay(1, Mono.fromSupplier(() -> {
                during.add(isLocked("order:1"));
                return "paid";
            }));

            assertThat(context.getBean(RecordedSteps.class).waiting()).isZero();
            assertThat(paid.map(answer -> answer + isLocked("order:1")).block()).isEqualTo("paidfalse");
            assertThat(paid.block()).isEqualTo("paid");
            assertThat(during).containsExactly(true, true);
            assertThat(context.getBean(RecordedSteps.class).ended())
                    .containsExactly(
                            "WAIT orders-pay [order:1]", "HOLD orders-pay [order:1]",
                            "WAIT orders-pay [order:1]", "HOLD orders-pay [order:1]");
        });
    }

    @Test
    void theLockIsHeldWhileTheWorkGoesOnOnOtherThreads() {
        with((orders, context) -> {
            Sinks.One<String> work = Sinks.one();

            CompletableFuture<String> paid = orders.pay(2, work.asMono().publishOn(Schedulers.parallel()))
                    .toFuture();
            awaitLocked("order:2");

            assertThat(paid).isNotDone();
            work.tryEmitValue("paid");
            assertThat(Results.of(paid)).isEqualTo("paid");
            assertThat(isLocked("order:2")).isFalse();
        });
    }

    @Test
    void emptyResultsAndErrorsStayWhatTheyAreAndFreeTheLock() {
        with((orders, context) -> {
            IllegalStateException failure = new IllegalStateException("card refused");

            assertThat(orders.pay(3, Mono.empty()).blockOptional()).isEmpty();
            assertThat(orders.items(3, Flux.empty()).collectList().block()).isEmpty();
            assertThatThrownBy(() -> orders.pay(3, Mono.error(failure)).block()).isSameAs(failure);
            assertThatThrownBy(() -> orders.items(3, Flux.error(failure)).blockLast())
                    .isSameAs(failure);
            assertThatThrownBy(() -> orders.refuse(3, failure).block()).isSameAs(failure);
            assertThat(isLocked("order:3")).isFalse();
        });
    }

    @Test
    void aFluxIsLockedUntilItsLastElementAndAskedForNoMoreThanItsSubscriberAsksFor() {
        with((orders, context) -> {
            AtomicInteger emitted = new AtomicInteger();
            List<Integer> seen = new ArrayList<>();
            CompletableFuture<Boolean> lockedAfterwards = new CompletableFuture<>();
            BaseSubscriber<Integer> one = new BaseSubscriber<>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    request(1);
                }

                @Override
                protected void hookOnNext(Integer value) {
                    seen.add(value);
                }

                @Override
                protected void hookOnComplete() {
                    lockedAfterwards.complete(isLocked("order:4"));
                }
            };

            orders.items(4, Flux.range(1, 3).doOnNext(any -> emitted.incrementAndGet()))
                    .subscribe(one);
            await().until(() -> seen.size() == 1);

            assertThat(emitted).hasValue(1);
            assertThat(isLocked("order:4")).isTrue();
            one.request(10);
            assertThat(Results.of(lockedAfterwards)).isFalse();
            assertThat(seen).containsExactly(1, 2, 3);
        });
    }

    @Test
    void aPublisherIsLockedAsAFluxIs() {
        with((orders, context) -> {
            assertThat(Flux.from(orders.any(5, Flux.just("a", "b").map(one -> one + isLocked("order:5"))))
                            .collectList()
                            .block())
                    .containsExactly("atrue", "btrue");
            assertThat(isLocked("order:5")).isFalse();
        });
    }

    @Test
    void waitingBlocksNoThread() {
        with((orders, context) -> {
            Sinks.One<String> work = Sinks.one();
            CompletableFuture<String> holder = orders.pay(6, work.asMono()).toFuture();
            awaitLocked("order:6");
            int threads = Thread.activeCount();

            List<CompletableFuture<String>> waiting = IntStream.range(0, 200)
                    .mapToObj(i -> orders.pay(6, Mono.just("paid")).toFuture())
                    .toList();

            assertThat(context.getBean(RecordedSteps.class).waiting()).isEqualTo(200);
            // The client has 16 threads for answers, whoever waits.
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 20);
            work.tryEmitValue("paid");
            assertThat(Stream.concat(Stream.of(holder), waiting.stream()).map(Results::of))
                    .hasSize(201)
                    .containsOnly("paid");
        });
    }

    @Test
    void callsExcludeEachOther() {
        with((orders, context) -> {
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            Mono<String> work = Mono.fromRunnable(() -> most.accumulateAndGet(inside.incrementAndGet(), Math::max))
                    .then(Mono.delay(Duration.ofMillis(5)))
                    .map(tick -> "paid " + inside.decrementAndGet());

            assertThat(Flux.range(0, 20)
                            .flatMap(i -> orders.pay(7, work), 20)
                            .collectList()
                            .block())
                    .hasSize(20)
                    .containsOnly("paid 0");
            assertThat(most).hasValue(1);
        });
    }

    @Test
    void cancellingAWaitLeavesTheLineAndTheMethodIsNotRun() {
        with((orders, context) -> {
            RecordedSteps steps = context.getBean(RecordedSteps.class);
            Sinks.One<String> work = Sinks.one();
            CompletableFuture<String> holder = orders.pay(8, work.asMono()).toFuture();
            awaitLocked("order:8");
            AtomicInteger ran = new AtomicInteger();

            Disposable waiting = orders.pay(8, Mono.fromSupplier(() -> "ran " + ran.incrementAndGet()))
                    .subscribe();
            await().until(() -> steps.waiting() == 1);
            waiting.dispose();

            await().until(() -> steps.waiting() == 0);
            work.tryEmitValue("paid");
            Results.of(holder);
            assertThat(orders.tryToPay(8, Mono.just("paid")).block()).isEqualTo("paid");
            assertThat(ran).hasValue(0);
        });
    }

    @Test
    void cancellingTheWorkCancelsItAndFreesTheLock() {
        with((orders, context) -> {
            CompletableFuture<String> cancelled = new CompletableFuture<>();
            Disposable paying = orders.pay(9, Mono.<String>never().doOnCancel(() -> cancelled.complete("cancelled")))
                    .subscribe();
            awaitLocked("order:9");

            paying.dispose();

            assertThat(Results.of(cancelled)).isEqualTo("cancelled");
            awaitFree("order:9");
            assertThat(orders.items(9, Flux.range(1, 1000))
                            .take(3)
                            .collectList()
                            .block())
                    .containsExactly(1, 2, 3);
            awaitFree("order:9");
        });
    }

    @Test
    void whatIsHeldAroundAChainIsEnteredAgainWhateverItsThreads() {
        with((orders, context) -> {
            Mono<String> nested = Mono.just("nested")
                    .publishOn(Schedulers.parallel())
                    .flatMap(any -> orders.tryToPay(
                            10,
                            ReactiveLockContext.current()
                                    .map(locks -> locks.lease().name() + " nested")));

            assertThat(orders.pay(10, nested).block()).isEqualTo("order:10 nested");
            assertThat(isLocked("order:10")).isFalse();
        });
    }

    @Test
    void whatIsNestedInAnotherLockExcludesItsSiblings() {
        with((orders, context) -> {
            CompletableFuture<String> inside = new CompletableFuture<>();
            Sinks.One<String> seen = Sinks.one();
            Mono<String> first = orders.pay(12, Mono.defer(() -> {
                inside.complete("inside");
                return seen.asMono();
            }));
            Mono<String> second = Mono.fromFuture(inside)
                    .flatMap(any -> orders.tryToPay(12, Mono.just("entered, too")))
                    .onErrorResume(LockBusyException.class, busy -> Mono.just("busy"))
                    .doOnNext(seen::tryEmitValue);

            assertThat(orders.items(11, Flux.merge(first, second)).collectList().block())
                    .containsExactly("busy", "busy");
        });
    }

    @Test
    void theMethodItselfAndBlockingCallsInItSeeTheLockOnTheirThread() {
        with((orders, context) -> {
            assertThat(orders.payByHand(13, () -> {
                                LockAssert.assertHeld("order:13");
                                return orders.count(13);
                            })
                            .block())
                    .isEqualTo("counted 13");
            assertThat(orders.around(
                            14, () -> orders.tryToPay(14, Mono.just("paid")).block()))
                    .isEqualTo("paid");
            assertThat(isLocked("order:14")).isFalse();
        });
    }

    @Test
    void aChainFindsItsLockAndWhatIsNotUnderOneIsTold() {
        with((orders, context) -> {
            Mono<Long> token = ReactiveLockContext.current().map(LockContext::fencingToken);

            assertThat(orders.pay(15, token.map(found -> "" + found)).block()).matches("\\d{16}");
            assertThatThrownBy(token::block)
                    .isInstanceOf(LockUsageException.class)
                    .hasMessageStartingWith("No method with @DistributedLock is under its lock in this chain.");
        });
    }

    @Test
    void aRetryRunsTheMethodAgainUnderANewLock() {
        with((orders, context) -> {
            List<Long> tokens = new ArrayList<>();
            Mono<String> work = ReactiveLockContext.current().map(locks -> {
                tokens.add(locks.fencingToken());
                if (tokens.size() < 3) {
                    throw new IllegalStateException("again");
                }
                return "paid";
            });

            assertThat(orders.pay(16, work).retry(2).block()).isEqualTo("paid");
            assertThat(tokens).hasSize(3).doesNotHaveDuplicates().isSorted();
        });
    }

    @Test
    void aBusyLockIsAnsweredAsThePolicySays() {
        with((orders, context) -> {
            Disposable holder = orders.pay(17, Mono.never()).subscribe();
            awaitLocked("order:17");

            assertThat(orders.skip(17).blockOptional()).isEmpty();
            assertThat(orders.skipAll(17).collectList().block()).isEmpty();
            assertThat(orders.another(17).block()).startsWith("not 17: Lock 'order:17' not acquired within");
            assertThatThrownBy(() -> orders.tryToPay(17, Mono.just("paid")).block())
                    .isInstanceOf(LockBusyException.class);
            holder.dispose();
            awaitFree("order:17");
            assertThat(orders.skip(17).block()).isEqualTo("done");
        });
    }

    @Test
    void aBusyLockOfANestedCallIsNotTakenForItsOwn() {
        with((orders, context) -> {
            Disposable holder = orders.pay(18, Mono.never()).subscribe();
            awaitLocked("order:18");

            assertThatThrownBy(() -> orders.skipAround(19, orders.tryToPay(18, Mono.just("paid")))
                            .block())
                    .isInstanceOf(LockBusyException.class)
                    .hasMessageContaining("'order:18'");
            holder.dispose();
        });
    }

    @Test
    void aLossFailsTheChainAtOnceAndCancelsTheWorkWhereTheMethodSaysSo() {
        with((orders, context) -> {
            CompletableFuture<String> cancelled = new CompletableFuture<>();
            CompletableFuture<String> failed = orders.payOrFail(
                            20, Mono.<String>never().doOnCancel(() -> cancelled.complete("cancelled")))
                    .toFuture();
            Sinks.One<String> goesOn = Sinks.one();
            CompletableFuture<String> reported = orders.pay(21, goesOn.asMono()).toFuture();
            awaitLocked("order:20");
            awaitLocked("order:21");

            REDIS.command("DEL lock:{order:20} lock:{order:21}");

            assertThatThrownBy(() -> Results.of(failed)).hasCauseInstanceOf(LockLostException.class);
            assertThat(Results.of(cancelled)).isEqualTo("cancelled");
            goesOn.tryEmitValue("paid");
            assertThat(Results.of(reported)).isEqualTo("paid");
        });
    }

    @Test
    void aLossThatShowsAtTheEndFailsTheCallWhereTheMethodSaysSo() {
        with((orders, context) -> assertThatThrownBy(() -> orders.payOrFail(22, Mono.fromSupplier(() -> {
                            REDIS.command("DEL lock:{order:22}");
                            return "paid";
                        }))
                        .block())
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("order:22"));
    }

    @Test
    void anErrorOfTheMethodWinsOverALoss() {
        with((orders, context) -> assertThatThrownBy(() -> orders.payOrFail(23, Mono.error(() -> {
                            REDIS.command("DEL lock:{order:23}");
                            return new IllegalStateException("card refused");
                        }))
                        .block())
                .isInstanceOf(IllegalStateException.class)
                .satisfies(error -> assertThat(error.getSuppressed()).anyMatch(LockLostException.class::isInstance)));
    }

    @Test
    void whereRedisIsGoneAtTheEndTheResultIsPassedOnSoonAllTheSame() {
        try (RedisServer own = RedisServer.start()) {
            LockedApplication.on(own).withBean(Orders.class).run(context -> {
                long[] killed = new long[1];

                String paid = context.getBean(Orders.class)
                        .pay(24, Mono.fromSupplier(() -> {
                            own.kill();
                            killed[0] = System.nanoTime();
                            return "paid";
                        }))
                        .block();

                assertThat(paid).isEqualTo("paid");
                assertThat(System.nanoTime() - killed[0]).isLessThan(SECONDS.toNanos(5));
            });
        }
    }

    @Test
    void anOutageFailsTheChainOrLetsTheMethodRunUnlocked() {
        try (RedisServer own = RedisServer.start()) {
            ApplicationContextRunner shop =
                    LockedApplication.on(own).withBean(RecordedSteps.class).withBean(Orders.class);
            shop.run(context -> {
                own.kill();
                assertThatThrownBy(() -> context.getBean(Orders.class)
                                .tryToPay(25, Mono.just("paid"))
                                .block())
                        .isInstanceOf(LockStoreException.class);
                own.restart();
            });
            shop.withPropertyValues("distributed-lock.on-outage=PROCEED_UNLOCKED")
                    .run(context -> {
                        own.kill();
                        assertThat(context.getBean(Orders.class)
                                        .tryToPay(
                                                25,
                                                ReactiveLockContext.current()
                                                        .map(held -> "locked")
                                                        .onErrorReturn("unlocked"))
                                        .block())
                                .isEqualTo("unlocked");
                        assertThat(context.getBean(RecordedSteps.class).ended()).contains("UNLOCKED orders-try-to-pay");
                    });
        }
    }

    @Test
    void theEndOfTheClientEndsWaitsAndRefusesCalls() {
        with((orders, context) -> {
            Sinks.One<String> work = Sinks.one();
            CompletableFuture<String> holder = orders.pay(26, work.asMono()).toFuture();
            awaitLocked("order:26");
            CompletableFuture<String> waiting =
                    orders.pay(26, Mono.just("paid")).toFuture();
            await().until(() -> context.getBean(RecordedSteps.class).waiting() == 1);

            waiting.whenComplete((answer, failure) -> work.tryEmitValue("paid"));
            context.getBean(LockClient.class).close();

            assertThatThrownBy(() -> Results.of(waiting)).hasCauseInstanceOf(LockStoreException.class);
            assertThat(Results.of(holder)).isEqualTo("paid");
            assertThatThrownBy(() -> orders.pay(26, Mono.just("paid")).block()).isInstanceOf(LockStoreException.class);
            assertThat(isLocked("order:26")).isFalse();
        });
    }

    @Test
    void aKeyThatCannotBeMadeIsAnErrorOfTheChain() {
        with((orders, context) -> {
            Mono<String> paid = orders.payNamed(" ");

            assertThatThrownBy(paid::block).isInstanceOf(LockKeyException.class);
        });
    }

    @Test
    void aConditionThatDoesNotHoldRunsTheMethodUnlocked() {
        with((orders, context) -> assertThat(orders.payIf(27, false, Mono.fromSupplier(() -> "" + isLocked("order:27")))
                        .concatWith(orders.payIf(27, true, Mono.fromSupplier(() -> "" + isLocked("order:27"))))
                        .collectList()
                        .block())
                .containsExactly("false", "true"));
    }

    private void with(BiConsumer<Orders, ApplicationContext> use) {
        application.run(context -> use.accept(context.getBean(Orders.class), context));
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

    static class Orders {
        @DistributedLock(key = "'order:' + #id", waitMs = 15000, leaseMs = 1500)
        public Mono<String> pay(long id, Mono<String> work) {
            return work;
        }

        @DistributedLock(key = "'order:' + #id", waitMs = 0)
        public Mono<String> tryToPay(long id, Mono<String> work) {
            return work;
        }

        @DistributedLock(key = "'order:' + #id", leaseMs = 1500, onLost = OnLost.FAIL)
        public Mono<String> payOrFail(long id, Mono<String> work) {
            return work;
        }

        @DistributedLock(key = "'order:' + #id")
        public Mono<String> refuse(long id, RuntimeException failure) {
            throw failure;
        }

        @DistributedLock(key = "'order:' + #id")
        public <T> Flux<T> items(long id, Flux<T> work) {
            return work;
        }

        @DistributedLock(key = "'order:' + #id")
        public Publisher<String> any(long id, Flux<String> work) {
            return work;
        }

        @DistributedLock(key = "'order:' + #id", waitMs = 0, onBusy = OnBusy.SKIP)
        public Mono<String> skip(long id) {
            return Mono.just("done");
        }

        @DistributedLock(key = "'order:' + #id", waitMs = 0, onBusy = OnBusy.SKIP)
        public Flux<String> skipAll(long id) {
            return Flux.just("done");
        }

        @DistributedLock(key = "'order:' + #id", waitMs = 0, onBusy = OnBusy.SKIP)
        public Mono<String> skipAround(long id, Mono<String> work) {
            return work;
        }

        @DistributedLock(key = "'order:' + #id", waitMs = 0, onBusy = OnBusy.FALLBACK, fallback = "not")
        public Mono<String> another(long id) {
            return Mono.just("done");
        }

        @SuppressWarnings("UnusedMethod")
        private Mono<String> not(long id, LockBusyException busy) {
            return Mono.just("not " + id + ": " + busy.getMessage());
        }

        @DistributedLock(key = "'order:' + #id")
        public Mono<String> payByHand(long id, Supplier<String> work) {
            return Mono.just(work.get());
        }

        @DistributedLock(key = "'order:' + #id", waitMs = 0)
        public String count(long id) {
            return "counted " + id;
        }

        @DistributedLock(key = "'order:' + #id", waitMs = 0)
        public String around(long id, Supplier<String> work) {
            return work.get();
        }

        @DistributedLock(key = "'order:' + #name")
        public Mono<String> payNamed(String name) {
            return Mono.just("done");
        }

        @DistributedLock(key = "'order:' + #id", condition = "#locked")
        public Mono<String> payIf(long id, boolean locked, Mono<String> work) {
            return work;
        }
    }
}
