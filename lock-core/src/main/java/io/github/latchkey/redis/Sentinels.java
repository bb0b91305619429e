package io.github.latchkey.redis;

import io.github.latchkey.LockStoreException;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The sentinels that watch one master, any of which may be dead. The one that answered last is asked first. Safe for use by several threads:
 * which one that was is only a hint.
 */
final class Sentinels {

    /** How long one may take, so that two that are dead leave time for the third and for the master. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    /** The first connection of a JVM loads half of Netty. */
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(1);

    private final Openings openings;
    private final List<RedisURI> addresses;
    private final String masterId;
    private final Duration patience;
    private final AtomicInteger first = new AtomicInteger();
    private volatile boolean answered;

    /** Takes the addresses and the master's name from the URI; all of them together have as much time as the opening of a connection. */
    Sentinels(Openings openings, RedisURI uri, Duration openingLimit) {
        this.openings = openings;
        this.addresses = List.copyOf(uri.getSentinels());
        this.masterId = uri.getSentinelMasterId();
        Duration each = openingLimit.dividedBy(addresses.size());
        this.patience = each.compareTo(PATIENCE) < 0 ? each : PATIENCE;
    }

    /** What one of them says. */
    record Answer(NodeAddress master, int sentinel) {}

    /** Notes that this one knows more than the others. */
    void prefer(int index) {
        first.set(index);
    }

    /** Returns where the master is, as the first one says that answers. Blocks. */
    Answer master() {
        int start = first.get();
        boolean unknown = false;
        RuntimeException failure = null;
        for (int i = 0; i < addresses.size(); i++) {
            int index = (start + i) % addresses.size();
            try {
                Optional<NodeAddress> master = ask(index);
                if (master.isPresent()) {
                    // Not where another was preferred meanwhile.
                    first.compareAndSet(start, index);
                    return new Answer(master.get(), index);
                }
                unknown = true;
            } catch (RuntimeException e) {
                failure = worse(failure, index, e);
            }
        }
        throw unknown || failure == null ? unknownMaster() : failure;
    }

    /** Lets another one be asked first, for what this one said was of no use. */
    void doubt(Answer answer) {
        first.compareAndSet(answer.sentinel(), (answer.sentinel() + 1) % addresses.size());
    }

    /** Completes with the address that more than half of them name. */
    CompletableFuture<Optional<NodeAddress>> majority() {
        List<CompletableFuture<Optional<NodeAddress>>> answers = addresses.stream()
                .map(address -> openings.askSentinel(address, masterId, FIRST_PATIENCE)
                        .exceptionally(error -> Optional.empty()))
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> most(answers.stream()
                        .flatMap(answer -> answer.join().stream())
                        .toList()));
    }

    private Optional<NodeAddress> most(List<NodeAddress> answers) {
        return answers.stream()
                .filter(answer -> 2 * Collections.frequency(answers, answer) > addresses.size())
                .findFirst();
    }

    private Optional<NodeAddress> ask(int index) {
        Duration limit = answered ? patience : FIRST_PATIENCE;
        Optional<NodeAddress> master =
                Openings.await(openings.askSentinel(addresses.get(index), masterId, limit), limit);
        answered = true;
        return master;
    }

    // What one says weighs more than that others say nothing: a wrong password does not pass.
    private RuntimeException worse(@Nullable RuntimeException before, int index, RuntimeException failure) {
        if (RedisFailure.answer(failure) != null) {
            return new NodeFailure("Sentinel at " + NodeAddress.of(addresses.get(index)), failure);
        }
        return before == null ? new NodeFailure("Each of the sentinels " + names(addresses), failure) : before;
    }

    private LockStoreException unknownMaster() {
        return new LockStoreException(
                "The sentinels " + names(addresses) + " know no master '" + masterId
                        + "'. Check the name: it stands in their configuration behind 'sentinel monitor'.",
                false,
                null);
    }

    /** Names nodes for messages. */
    static String names(List<RedisURI> uris) {
        return uris.stream().map(uri -> NodeAddress.of(uri).toString()).collect(Collectors.joining(", "));
    }
}
