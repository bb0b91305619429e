package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
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
                Arguments.of(FutureResult.class, "it returns CompletableFuture, whose work goes on", "LockClient"),
                Arguments.of(ReactiveResult.class, "it returns Mono, whose work goes on", "LockClient"));
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
        public CompletableFuture<String> work() {
            return CompletableFuture.completedFuture("done");
        }
    }

    static class ReactiveResult {
        @DistributedLock(key = "'a'")
        public Mono<String> work() {
            return Mono.just("done");
        }
    }
}
