package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockMode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;
import reactor.core.publisher.Mono;

/** What a developer reads when a declaration cannot work. */
class DeclarationTest {

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeFailsTheStartWithPlaceProblemAndRemedy(Class<?> bean, String problem, String remedy) {
        LockedApplication.inMemory().withBean(bean).run(context -> {
            FailureAnalysis analysis = analysis(context);

            assertThat(analysis.getDescription())
                    .startsWith("@DistributedLock on " + bean.getName() + ".work(")
                    .contains(problem);
            assertThat(analysis.getAction()).contains(remedy);
        });
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        UnknownVariable.class,
                        "key \"'order:' + #id\" refers to #id, which is no parameter; there are [a0, orderId, p0].",
                        "Use one of these names"),
                Arguments.of(Unquoted.class, "refers to 'order'", "Write #order for an argument, or 'order' in single"),
                Arguments.of(Syntax.class, "is not a SpEL expression", "Quote fixed text"),
                Arguments.of(BadName.class, "name 'Order Pay' is not made of lower-case", "Choose a name such as '"),
                Arguments.of(
                        BadWait.class,
                        "waitMs is -2 milliseconds, but must be -1 for the configured default, or at least 0.",
                        "2 s are 2000"),
                Arguments.of(
                        BadLease.class,
                        "leaseMs is 30 milliseconds, but must be -1 for the configured default, or at least 1500",
                        "2 s are 2000"),
                Arguments.of(EndlessWait.class, "but must be between 0ms and 366 days", "in milliseconds"),
                Arguments.of(PrivateMethod.class, "the method is private, so", "Make it an overridable method"),
                Arguments.of(FinalMethod.class, "the method is final, so", "Make it an overridable method"),
                Arguments.of(StaticMethod.class, "the method is static, so", "Make it an overridable method"),
                Arguments.of(FinalClass.class, "the class is final, so", "can be extended"),
                Arguments.of(NoKey.class, "key has no expression.", "key = \"'order:' + #orderId\""),
                Arguments.of(
                        NoPlaceholder.class,
                        "key \"'${shop.nowhere}'\" has a placeholder without a value:",
                        "Set the property, or give a default"),
                Arguments.of(
                        BadCondition.class,
                        "condition \"#amount > 1\" refers to #amount, which is no parameter; there are [].",
                        "compile with -parameters"),
                Arguments.of(
                        SkippedPrimitive.class,
                        "onBusy is SKIP, but a skipped call has no int to return.",
                        "Return an object, such as Integer or Optional"),
                Arguments.of(NoFallback.class, "onBusy is FALLBACK, but there is no fallback.", "\"workWhenBusy\""),
                Arguments.of(
                        MissingFallback.class,
                        "fallback 'later' is no other method of " + MissingFallback.class.getName()
                                + " with the parameters (long), or with these and a LockBusyException at the end.",
                        "Declare it: private String later(long, LockBusyException)."),
                Arguments.of(
                        FallbackOfAnotherType.class,
                        "fallback 'later' returns int, but the method String.",
                        "Let both return the same type."),
                Arguments.of(
                        UncalledFallback.class,
                        "fallback 'later' is never called, for onBusy is THROW.",
                        "Add onBusy = OnBusy.FALLBACK"),
                Arguments.of(
                        FencedReaders.class,
                        "guard is FENCE, but the lock has several holders at a time",
                        "Choose Guard.LEASE, or an exclusive lock."),
                Arguments.of(
                        SharedPermits.class,
                        "is asked for as SHARED and with 2 permits",
                        "Change the annotation, or distributed-lock.locks.shared-permits-work.*"),
                Arguments.of(
                        LongMinHold.class,
                        "minHold of lock 'long-min-hold-work' is 60s, longer than its lease of 30s",
                        "Change the annotation"),
                Arguments.of(BadMaxHold.class, "maxHoldMs is 5 milliseconds, but must be -1", "in milliseconds"),
                Arguments.of(
                        UnknownClient.class,
                        "client 'nobody' is no LockClient bean: No bean named 'nobody' available.",
                        "Name one of the LockClient beans with client = \"...\""),
                Arguments.of(FutureResult.class, "it returns Future, whose work goes on", "Return a CompletableFuture"),
                Arguments.of(
                        InterruptedFuture.class,
                        "onLost is INTERRUPT, but the work of a method that returns CompletionStage has no thread",
                        "Choose OnLost.FAIL"),
                Arguments.of(FlowResult.class, "it returns Publisher, whose work goes on", "Mono or Flux"),
                Arguments.of(
                        InterruptedMono.class,
                        "onLost is INTERRUPT, but the work of a method that returns Mono has no thread of its own to be",
                        "Choose OnLost.FAIL"),
                Arguments.of(
                        FencedMono.class,
                        "guard is FENCE, but the fence table is written through JDBC, and the method returns Mono.",
                        "Choose Guard.LEASE"));
    }

    @Test
    void aBeanThatIsMadeLaterIsCheckedAtTheStart() {
        LockedApplication.inMemory()
                .withBean(UnknownVariable.class, UnknownVariable::new, definition -> definition.setScope("prototype"))
                .run(context -> assertThat(analysis(context).getDescription()).contains("refers to #id"));
        LockedApplication.inMemory()
                .withBean(UnknownVariable.class, UnknownVariable::new, definition -> definition.setLazyInit(true))
                .run(context -> assertThat(analysis(context).getDescription()).contains("refers to #id"));
    }

    @Test
    void aBeanThatWouldRunUnlockedFailsTheStart() {
        LockedApplication.inMemory()
                .withInitializer(context -> context.getBeanFactory().registerSingleton("byHand", new Correct()))
                .run(context -> {
                    FailureAnalysis analysis = analysis(context);

                    assertThat(analysis.getDescription())
                            .contains(Correct.class.getName() + ".work(long): bean 'byHand' has no proxy");
                    assertThat(analysis.getAction()).contains("late enough to be proxied");
                });
    }

    @Test
    void aSettingOfANameThatCannotWorkFailsTheStart() {
        LockedApplication.inMemory()
                .withPropertyValues("distributed-lock.locks.correct-work.lease=1s")
                .withBean(Correct.class)
                .run(context -> {
                    FailureAnalysis analysis = analysis(context);

                    assertThat(analysis.getDescription())
                            .contains(
                                    "work(long): distributed-lock.locks.correct-work.lease is 1000 milliseconds, but must be at"
                                            + " least 1500 (three command timeouts, or it cannot be renewed in time).");
                    assertThat(analysis.getAction())
                            .isEqualTo(
                                    "Give distributed-lock.locks.correct-work.lease with a unit, such as 2s, or leave it out.");
                });
    }

    @Test
    void twoMethodsWithOneDefaultNameFailTheStart() {
        LockedApplication.inMemory().withBean(Overloaded.class).run(context -> {
            FailureAnalysis analysis = analysis(context);

            assertThat(analysis.getDescription())
                    .contains("its default name 'overloaded-work' is also that of " + Overloaded.class.getName()
                            + ".work()");
            assertThat(analysis.getAction()).startsWith("Give one of them a name");
        });
    }

    @Test
    void aKeyThatIsTheSameForAllArgumentsIsAWarning() {
        try (CapturedLog log = CapturedLog.open()) {
            LockedApplication.inMemory().withBean(ConstantKey.class).run(context -> assertThat(context)
                    .hasNotFailed());

            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .singleElement()
                    .asString()
                    .contains("ConstantKey.work() locks ['order'] whatever its arguments are");
        }
    }

    private static FailureAnalysis analysis(AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        Throwable failure = context.getStartupFailure();
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, FailureHandler.handleMessage((message, unavailable) -> {}))
                .stream()
                .filter(analyzer -> analyzer.getClass().getName().startsWith("io.github.latchkey"))
                .flatMap(analyzer -> Stream.ofNullable(analyzer.analyze(failure)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not analysed", failure));
    }

    static class Correct {
        @DistributedLock(key = "'order:' + #orderId")
        public void work(long orderId) {}
    }

    static class UnknownVariable {
        @DistributedLock(key = "'order:' + #id")
        public void work(long orderId) {}
    }

    static class Unquoted {
        @DistributedLock(key = "order")
        public void work() {}
    }

    static class Syntax {
        @DistributedLock(key = "'order:' + ")
        public void work() {}
    }

    static class BadName {
        @DistributedLock(key = "'a'", name = "Order Pay")
        public void work() {}
    }

    static class BadWait {
        @DistributedLock(key = "'a'", waitMs = -2)
        public void work() {}
    }

    static class EndlessWait {
        @DistributedLock(key = "'a'", waitMs = Long.MAX_VALUE)
        public void work() {}
    }

    static class BadLease {
        @DistributedLock(key = "'a'", leaseMs = 30)
        public void work() {}
    }

    static class NoKey {
        @DistributedLock(key = {})
        public void work() {}
    }

    static class NoPlaceholder {
        @DistributedLock(key = "'${shop.nowhere}'")
        public void work() {}
    }

    static class BadCondition {
        @DistributedLock(key = "'a'", condition = "#amount > 1")
        public void work() {}
    }

    static class SkippedPrimitive {
        @DistributedLock(key = "'a'", onBusy = OnBusy.SKIP)
        public int work() {
            return 1;
        }
    }

    static class NoFallback {
        @DistributedLock(key = "'a'", onBusy = OnBusy.FALLBACK)
        public void work() {}
    }

    static class MissingFallback {
        @DistributedLock(key = "#id", onBusy = OnBusy.FALLBACK, fallback = "later")
        public String work(long id) {
            return later(1);
        }

        String later(int id) {
            return "later " + id;
        }
    }

    static class FallbackOfAnotherType {
        @DistributedLock(key = "#id", onBusy = OnBusy.FALLBACK, fallback = "later")
        public String work(long id) {
            return "done " + later(id);
        }

        int later(long id) {
            return (int) id;
        }
    }

    static class UncalledFallback {
        @DistributedLock(key = "'a'", fallback = "later")
        public void work() {
            later();
        }

        void later() {}
    }

    static class FencedReaders {
        @DistributedLock(key = "'a'", mode = LockMode.SHARED, guard = Guard.FENCE)
        public void work() {}
    }

    static class SharedPermits {
        @DistributedLock(key = "'a'", mode = LockMode.SHARED, permits = 2)
        public void work() {}
    }

    static class LongMinHold {
        @DistributedLock(key = "'a'", minHoldMs = 60_000, renew = false)
        public void work() {}
    }

    static class BadMaxHold {
        @DistributedLock(key = "'a'", maxHoldMs = 5)
        public void work() {}
    }

    static class UnknownClient {
        @DistributedLock(key = "'a'", client = "nobody")
        public void work() {}
    }

    static class Overloaded {
        @DistributedLock(key = "'a'")
        public void work() {}

        @DistributedLock(key = "#id")
        public void work(long id) {}
    }

    static class ConstantKey {
        @DistributedLock(key = "'order'")
        public void work(long orderId) {}
    }

    @SuppressWarnings("UnusedMethod")
    static class PrivateMethod {
        @DistributedLock(key = "'a'")
        private void work() {}
    }

    static final class FinalClass {
        @DistributedLock(key = "'a'")
        public void work() {}
    }

    static class FinalMethod {
        @DistributedLock(key = "'a'")
        public final void work() {}
    }

    static class StaticMethod {
        @DistributedLock(key = "'a'")
        public static void work() {}
    }

    static class FutureResult {
        @DistributedLock(key = "'a'")
        public Future<String> work() {
            return CompletableFuture.completedFuture("done");
        }
    }

    static class InterruptedFuture {
        @DistributedLock(key = "'a'", onLost = OnLost.INTERRUPT)
        public CompletionStage<String> work() {
            return CompletableFuture.completedFuture("done");
        }
    }

    static class FlowResult {
        @DistributedLock(key = "'a'")
        public Flow.Publisher<String> work() {
            return subscriber -> {};
        }
    }

    static class InterruptedMono {
        @DistributedLock(key = "'a'", onLost = OnLost.INTERRUPT)
        public Mono<String> work() {
            return Mono.just("done");
        }
    }

    static class FencedMono {
        @DistributedLock(key = "'a'", guard = Guard.FENCE)
        public Mono<String> work() {
            return Mono.just("done");
        }
    }
}
