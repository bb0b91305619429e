package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockLostException;
import io.github.latchkey.redis.RedisServer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Methods that lose their lock while they run, because Redis forgets it, on a real Redis. */
class LossPoliciesIT {

    private static final RedisServer REDIS = RedisServer.start();

    private final ApplicationContextRunner application = LockedApplication.on(REDIS)
            .withPropertyValues("distributed-lock.lease=1500ms")
            .withBean(Reports.class);

    @AfterAll
    static void stopRedis() {
        REDIS.close();
    }

    @Test
    void aLossIsReportedAndTheResultPassedOn() {
        with(reports -> {
            try (CapturedLog log = CapturedLog.open()) {
                assertThat(reports.reported(LossPoliciesIT::lose)).isEqualTo("done");
                assertThat(log.lines())
                        .filteredOn(line -> line.startsWith("WARN"))
                        .singleElement()
                        .asString()
                        .contains("'report' [reports-reported]");
            }
        });
    }

    @Test
    void aLossFailsTheCallWhereThatIsWanted() {
        with(reports -> assertThatThrownBy(() -> reports.failed(LossPoliciesIT::lose))
                .isInstanceOf(LockLostException.class)
                .hasMessageContaining("Lock 'report' (fencing token")
                .hasMessageContaining("it was lost while 'reports-failed' ran"));
    }

    @Test
    void anExceptionOfTheMethodWinsOverTheLoss() {
        with(reports -> assertThatThrownBy(() -> reports.failed(() -> {
                    lose();
                    throw new IllegalStateException("no data");
                }))
                .isExactlyInstanceOf(IllegalStateException.class)
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(LockLostException.class)));
    }

    @Test
    void aLossThatOnlyTheReleaseNoticesFailsTheCallToo() {
        with(reports -> assertThatThrownBy(() -> reports.failed(() -> REDIS.command("FLUSHALL")))
                .isInstanceOf(LockLostException.class));
    }

    @Test
    void aLossInterruptsTheMethodAndTheFlagDoesNotLeaveIt() {
        with(reports -> {
            assertThat(reports.interrupted(() -> {
                        REDIS.command("FLUSHALL");
                        try {
                            return new CountDownLatch(1).await(20, TimeUnit.SECONDS) ? "never" : "not interrupted";
                        } catch (InterruptedException e) {
                            return "interrupted";
                        }
                    }))
                    .isEqualTo("interrupted");

            assertThat(reports.interrupted(() -> {
                        REDIS.command("FLUSHALL");
                        Awaitility.await().pollInSameThread().until(() -> Thread.currentThread()
                                .isInterrupted());
                        return "flag set";
                    }))
                    .isEqualTo("flag set");
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
    }

    @Test
    void anInterruptOfSomebodyElseStays() {
        with(reports -> {
            assertThat(reports.interrupted(() -> {
                        Thread.currentThread().interrupt();
                        return "done";
                    }))
                    .isEqualTo("done");

            assertThat(Thread.interrupted()).isTrue();
        });
    }

    private static void lose() {
        REDIS.command("FLUSHALL");
        Awaitility.await()
                .pollInSameThread()
                .until(() -> !LockContext.current().lease().isHeld());
    }

    private void with(Consumer<Reports> test) {
        application.run(context -> test.accept(context.getBean(Reports.class)));
    }

    interface Work {
        String run();
    }

    static class Reports {
        @DistributedLock(key = "'report'")
        public String reported(Runnable work) {
            work.run();
            return "done";
        }

        @DistributedLock(key = "'report'", onLost = OnLost.FAIL)
        public String failed(Runnable work) {
            work.run();
            return "done";
        }

        @DistributedLock(key = "'report'", onLost = OnLost.INTERRUPT)
        public String interrupted(Work work) {
            return work.run();
        }
    }
}
