package io.github.latchkey.sample.races;

import java.util.List;

/** One race of a case: what was stored for it, the calls to make, and how to judge what they left behind. */
public interface Scene extends AutoCloseable {

    /** Returns the calls; those that may collide stand together, since calls are begun in this order. */
    List<Call> calls();

    /** Returns the number of the first of them; lower ones are calls that the case makes itself. */
    default int firstNumber() {
        return 0;
    }

    /** Returns what a call may collide about: calls with the same number here are told of together. */
    default long groupOf(Call call) {
        return call.subject();
    }

    /** Counts the violations, after all calls have ended. */
    Verdict judge() throws InterruptedException;

    /** Ends what the race started, whether or not it was judged. */
    @Override
    default void close() {}
}
