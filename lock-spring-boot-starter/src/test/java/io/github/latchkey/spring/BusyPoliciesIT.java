package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.redis.RedisServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Calls of methods whose lock somebody else has, on a real Redis. */
class BusyPoliciesIT {

    private static final RedisServer REDIS = RedisServer.start();

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @Test
    void theCallerGetsTheExceptionByDefault() {
        whileBusy(jobs -> assertThatThrownBy(jobs::text)
                .isInstanceOf(LockBusyException.class)
                .hasMessageContaining("Lock 'job' not acquired within")
                .hasMessageContaining("held by elsewhere@"));
    }

    @Test
    void aSkippedCallHasAnEmptyResult() {
        whileBusy(jobs -> {
            jobs.skippedNothing();
            assertThat(jobs.skippedText()).isNull();
            assertThat(jobs.skippedOptional()).isEmpty();
            assertThat(jobs.skippedNumber()).isEmpty();
            assertThat(jobs.ran()).isEmpty();
        });
    }

    @Test
    void aFallbackIsCalledInsteadWithTheReasonIfItWantsIt() {
        whileBusy(jobs -> {
            assertThat(jobs.plainFallback(3)).isEqualTo("plain 3");
            assertThat(jobs.reasonedFallback(3)).isEqualTo("3: lock job is held by elsewhere");
            assertThatThrownBy(() -> jobs.failingFallback()).isExactlyInstanceOf(IOException.class);
            assertThat(jobs.ran()).isEmpty();
        });
    }

    @Test
    void aFreeLockRunsTheMethodWhateverThePolicyIs() {
        LockedApplication.on(REDIS).withBean(Jobs.class).run(context -> {
            Jobs jobs = context.getBean(Jobs.class);

            assertThat(jobs.skippedText()).isEqualTo("ran");
            assertThat(jobs.reasonedFallback(3)).isEqualTo("ran");
        });
    }

    @Test
    void aBusyLockInsideOfTheMethodIsTheMethodsOwnFailure() {
        LockedApplication.on(REDIS).withBean(Jobs.class).run(context -> {
            Jobs jobs = context.getBean(Jobs.class);
            try (LockClient elsewhere = Redis.client(REDIS)) {
                elsewhere.execute(LockRequest.of("job"), () -> assertThatThrownBy(() -> jobs.outer(jobs))
                        .isInstanceOf(LockBusyException.class));
            }
        });
    }

    private static void whileBusy(Consumer<Jobs> test) {
        LockedApplication.on(REDIS).withBean(Jobs.class).run(context -> {
            try (LockClient elsewhere = Redis.client(REDIS)) {
                elsewhere.execute(LockRequest.of("job"), () -> test.accept(context.getBean(Jobs.class)));
            }
        });
    }

    static class Jobs {

        private final List<String> ran = new ArrayList<>();

        List<String> ran() {
            return ran;
        }

        private String run() {
            ran.add("ran");
            return "ran";
        }

        @DistributedLock(key = "'job'", waitMs = 0)
        public String text() {
            return run();
        }

        @DistributedLock(key = "'job'", waitMs = 0, onBusy = OnBusy.SKIP)
        public void skippedNothing() {
            run();
        }

        @DistributedLock(key = "'job'", waitMs = 0, onBusy = OnBusy.SKIP)
        public String skippedText() {
            return run();
        }

        @DistributedLock(key = "'job'", waitMs = 0, onBusy = OnBusy.SKIP)
        public Optional<String> skippedOptional() {
            return Optional.of(run());
        }

        @DistributedLock(key = "'job'", waitMs = 0, onBusy = OnBusy.SKIP)
        public OptionalInt skippedNumber() {
            return OptionalInt.of(run().length());
        }

        @DistributedLock(key = "'job'", waitMs = 0, onBusy = OnBusy.FALLBACK, fallback = "plain")
        public String plainFallback(int number) {
            return run();
        }

        @SuppressWarnings("UnusedMethod")
        private String plain(int number) {
            return "plain " + number;
        }

        @DistributedLock(key = "'job'", waitMs = 0, onBusy = OnBusy.FALLBACK, fallback = "reasoned")
        public String reasonedFallback(int number) {
            return run();
        }

        @SuppressWarnings("UnusedMethod")
        private String reasoned(int number, LockBusyException busy) {
            return number + ": lock " + busy.lockName() + " is held by "
                    + busy.holder().substring(0, busy.holder().indexOf('@'));
        }

        @DistributedLock(key = "'job'", waitMs = 0, onBusy = OnBusy.FALLBACK, fallback = "failing")
        public void failingFallback() throws IOException {
            run();
        }

        @SuppressWarnings("UnusedMethod")
        private void failing() throws IOException {
            throw new IOException("no disk");
        }

        @DistributedLock(key = "'outer'", onBusy = OnBusy.SKIP)
        public String outer(Jobs proxy) {
            return proxy.text();
        }
    }
}
