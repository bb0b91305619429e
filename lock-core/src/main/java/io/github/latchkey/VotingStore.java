package io.github.latchkey;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A store that can be one of several independent ones which decide about a lock by majority. Part of the interface for stores.
 */
public interface VotingStore extends LockStore {

    /**
     * Does as {@link #acquire}, with a token that is at least the given one, if that is less than 10 s ahead of the store's clock. Nodes that
     * are asked for the same token give the same, and save a {@link #raise}.
     *
     * @param look  who asks, for what, for how long
     * @param floor what a token, or an arrival, that is drawn now is to be at least; in microseconds like all of them; 0 = nothing
     * @return granted, busy, or refused because the owner was retired
     */
    CompletionStage<Acquisition> vote(Look look, long floor);

    /**
     * Makes the token of a grant, and of all that the store gives later, at least that high; the grant's block of
     * {@link Granted#TOKENS} counts as given. Nothing happens to a lock of another owner, and no lease changes.
     *
     * @param stand whose grant it is
     * @param token the token that the grant is to have at least; a shared one has none, and only what follows is raised
     * @return whether the lock still belongs to the owner
     */
    CompletionStage<Boolean> raise(Stand stand, long token);

    /**
     * Tells for how long, at least, what the store has answered was never lost: since its server was started, for one that keeps locks in
     * memory. It is asked after an answer came. Then it may be too short for that answer, if the server was restarted after it, and never
     * too long. Once it was asked for, the store finds it out with each new connection.
     *
     * @return the time; zero while it is not known
     * @throws LockStoreException if the store may not find it out; the message names the right that is missing
     */
    Duration age();
}
