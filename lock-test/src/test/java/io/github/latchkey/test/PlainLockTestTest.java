package io.github.latchkey.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.latchkey.LockRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The annotation in a test without Spring. */
@LockTest
class PlainLockTestTest {

    private final TestLocks constructed;

    PlainLockTestTest(TestLocks locks) {
        this.constructed = locks;
    }

    @BeforeEach
    void holdOne(TestLocks locks) {
        locks.holdElsewhere("order:42");
    }

    @Test
    void theLocksAreTheSameAllThroughATest(TestLocks locks) {
        assertThat(locks).isSameAs(constructed);
        locks.assertLocked("order:42");
        assertThat(locks.client().tryAcquire(LockRequest.of("order:42"))).isEmpty();
    }

    @Test
    void eachTestBeginsAnew(TestLocks locks) {
        locks.assertNothingRan();
    }
}
