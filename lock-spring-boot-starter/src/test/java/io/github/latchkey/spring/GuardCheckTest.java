package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.latchkey.LockKind;
import io.github.latchkey.LockMode;
import io.github.latchkey.LockRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.ClassUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class GuardCheckTest {

    private static final LockKind EXCLUSIVE = LockRequest.of("x").kind();

    @ParameterizedTest
    @ValueSource(strings = {"mono", "flux"})
    void aReactiveMethodInATransactionNeedsToSayThatNothingGuardsIt(String method) {
        assertThatThrownBy(() -> check(Guard.LEASE, EXCLUSIVE, Transfers.class, method))
                .isInstanceOf(LockDeclarationException.class)
                .hasMessage(
                        "@DistributedLock on " + Transfers.class.getName() + "." + method
                                + "(): guard is LEASE, but the"
                                + " method is reactive and transactional, and commits of reactive transactions cannot be watched. Say"
                                + " guard = Guard.NONE, and check LockLease.isHeld() before the end of the work where that matters.");
        assertThatCode(() -> check(Guard.NONE, EXCLUSIVE, Transfers.class, method))
                .doesNotThrowAnyException();
    }

    @Test
    void aFenceIsRefusedOnEveryReactiveMethod() {
        assertThatThrownBy(() -> check(Guard.FENCE, EXCLUSIVE, Queries.class, "mono"))
                .isInstanceOf(LockDeclarationException.class)
                .hasMessage("@DistributedLock on " + Queries.class.getName() + ".mono(): guard is FENCE, but the fence"
                        + " table is written through JDBC, and the method returns Mono. Choose Guard.LEASE, and write"
                        + " ReactiveLockContext's fencing token with your own statements.");
    }

    @Test
    void otherMethodsMayHaveAnyGuard() {
        assertThatCode(() -> {
                    check(Guard.LEASE, EXCLUSIVE, Queries.class, "mono");
                    check(Guard.FENCE, EXCLUSIVE, Transfers.class, "blocking");
                    check(Guard.FENCE, EXCLUSIVE, Transfers.class, "future");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void aFenceIsRefusedWhereSeveralHoldTheLock() {
        LockRequest request = LockRequest.of("x");
        for (LockKind several :
                List.of(request.mode(LockMode.SHARED).kind(), request.permits(3).kind())) {
            assertThatThrownBy(() -> check(Guard.FENCE, several, Transfers.class, "blocking"))
                    .isInstanceOf(LockDeclarationException.class)
                    .hasMessageContaining(
                            "guard is FENCE, but the lock has several holders at a time, whose tokens would"
                                    + " refuse each other. Choose Guard.LEASE, or an exclusive lock.");
        }
    }

    private static void check(Guard guard, LockKind kind, Class<?> type, String method) {
        MethodPlace place = new MethodPlace(type, ClassUtils.getMethod(type, method));
        GuardCheck.check(guard, kind, CallKind.of(place), place);
    }

    interface Transfers {
        @Transactional
        Mono<String> mono();

        @Transactional
        Flux<String> flux();

        @Transactional
        String blocking();

        @Transactional
        CompletableFuture<String> future();
    }

    interface Queries {
        Mono<String> mono();
    }
}
