package io.github.latchkey.quorum;

import io.github.latchkey.LockStoreException;
import io.github.latchkey.Timer;
import io.github.latchkey.VotingStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is to be said of the nodes, each for itself and all together. */
final class Health {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** What came of one question to one node. */
    private record Report(Node node, List<String> sentences, @Nullable LockStoreException failure) {}

    private final Quorum quorum;

    Health(Quorum quorum) {
        this.quorum = quorum;
    }

    CompletionStage<Void> ping() {
        Tally tally = new Tally(quorum);
        for (Node node : quorum.nodes()) {
            node.ask(VotingStore::ping).whenComplete((pong, error) -> tally.count(node, true, error));
        }
        if (!tally.isDone()) {
            quorum.deadlines().add(tally);
        }
        return tally.thenAccept(yes -> {});
    }

    CompletionStage<List<String>> warnings() {
        return askAll(VotingStore::warnings).thenApply(reports -> {
            List<String> sentences = new ArrayList<>();
            for (Report report : reports) {
                report.sentences()
                        .forEach(sentence -> sentences.add(report.node().describe() + ": " + sentence));
                LockStoreException failure = report.failure() != null
                        ? report.failure()
                        : report.node().tooYoung(quorum.options().longestLease());
                if (failure != null) {
                    sentences.add(String.valueOf(failure.getMessage()));
                }
            }
            return List.copyOf(sentences);
        });
    }

    CompletionStage<List<String>> checkRights() {
        return askAll(VotingStore::checkRights).thenApply(reports -> {
            List<String> sentences = new ArrayList<>();
            NodeFailures failures = new NodeFailures(quorum);
            for (Report report : reports) {
                sentences.addAll(report.sentences());
                LockStoreException failure = report.failure() != null ? report.failure() : ageRefused(report.node());
                if (failure != null && !failure.isPassing()) {
                    throw failure;
                }
                if (failure != null) {
                    failures.add(failure);
                    sentences.add(String.valueOf(failure.getMessage()));
                }
            }
            if (quorum.size() - failures.size() < quorum.majority()) {
                throw failures.tooFew(true);
            }
            return List.copyOf(sentences);
        });
    }

    private @Nullable LockStoreException ageRefused(Node node) {
        LockStoreException young = node.tooYoung(quorum.options().longestLease());
        return young == null || young.isPassing() ? null : young;
    }

    private CompletableFuture<List<Report>> askAll(Function<VotingStore, CompletionStage<List<String>>> question) {
        List<CompletableFuture<Report>> asked = new ArrayList<>();
        for (Node node : quorum.nodes()) {
            asked.add(inTime(node, node.ask(question))
                    .handle((sentences, error) -> new Report(
                            node,
                            sentences == null ? List.of() : sentences,
                            error == null ? null : NodeFailures.of(unwrapped(error), node))));
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .thenApply(all -> asked.stream().map(CompletableFuture::join).toList());
    }

    /** Waits for a node that hangs no longer than for one whose first connection is slow. */
    private <T> CompletableFuture<T> inTime(Node node, CompletionStage<T> answer) {
        CompletableFuture<T> limited = answer.toCompletableFuture().copy();
        Timer.Task limit = quorum.timer()
                .after(PATIENCE, () -> limited.completeExceptionally(NodeFailures.silent(node, PATIENCE)));
        limited.whenComplete((done, error) -> limit.cancel());
        return limited;
    }

    private static Throwable unwrapped(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }
}
