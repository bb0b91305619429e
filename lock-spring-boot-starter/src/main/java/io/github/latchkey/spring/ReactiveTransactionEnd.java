package io.github.latchkey.spring;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** The end of a reactive transaction that was running before the lock was taken, as {@link TransactionEnd} is of others. */
final class ReactiveTransactionEnd {

    private ReactiveTransactionEnd() {}

    /**
     * Says what the policies of these locks say to the transaction of the chain, or else of the thread, and returns what completes with its
     * end; empty where there is none.
     */
    static Mono<Optional<CompletableFuture<Void>>> awaited(
            List<WantedLock> wanted, AsynchronousCall call, @Nullable LockContext outer) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .map(chain -> Optional.ofNullable(ofChain(chain, wanted, outer)))
                .onErrorResume(NoTransactionException.class, none -> Mono.just(Optional.empty()))
                .map(found -> found.or(() -> Optional.ofNullable(ofThread(wanted, call, outer))));
    }

    private static @Nullable CompletableFuture<Void> ofChain(
            TransactionSynchronizationManager chain, List<WantedLock> wanted, @Nullable LockContext outer) {
        if (!chain.isActualTransactionActive() || !chain.isSynchronizationActive()) {
            return null;
        }
        TransactionEnd.checkPolicy(wanted, outer, chain.getCurrentTransactionIsolationLevel());
        CompletableFuture<Void> ended = new CompletableFuture<>();
        chain.registerSynchronization(new TransactionSynchronization() {
            @Override
            public Mono<Void> afterCompletion(int status) {
                return Mono.fromRunnable(() -> ended.complete(null));
            }
        });
        return ended;
    }

    private static @Nullable CompletableFuture<Void> ofThread(
            List<WantedLock> wanted, AsynchronousCall call, @Nullable LockContext outer) {
        if (TransactionEnd.isRunning()) {
            TransactionEnd.checkPolicy(wanted, outer);
        }
        return TransactionEnd.awaited(call);
    }
}
