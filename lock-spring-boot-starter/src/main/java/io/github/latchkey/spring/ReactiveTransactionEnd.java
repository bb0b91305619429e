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
    static Mono<Optional<CompletableFuture<Void>>> awaited(List<WantedLock> wanted, AsynchronousCall call) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .map(chain -> Optional.ofNullable(ofChain(chain, wanted)))
                .onErrorResume(NoTransactionException.class, none -> Mono.just(Optional.empty()))
                .map(found -> found.or(() -> Optional.ofNullable(ofThread(wanted, call))));
    }

    private static @Nullable CompletableFuture<Void> ofChain(
            TransactionSynchronizationManager chain, List<WantedLock> wanted) {
        if (!chain.isActualTransactionActive() || !chain.isSynchronizationActive()) {
            return null;
        }
        TransactionEnd.checkPolicy(wanted, chain.getCurrentTransactionIsolationLevel());
        CompletableFuture<Void> ended = new CompletableFuture<>();
        chain.registerSynchronization(new TransactionSynchronization() {
            @Override
            public Mono<Void> afterCompletion(int status) {
                return Mono.fromRunnable(() -> ended.complete(null));
            }
        });
        return ended;
    }

    private static @Nullable CompletableFuture<Void> ofThread(List<WantedLock> wanted, AsynchronousCall call) {
        if (TransactionEnd.isRunning()) {
            TransactionEnd.checkPolicy(wanted);
        }
        return TransactionEnd.awaited(call);
    }
}
