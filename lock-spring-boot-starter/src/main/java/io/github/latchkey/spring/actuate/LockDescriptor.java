package io.github.latchkey.spring.actuate;

import io.github.latchkey.LockState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the store says of a lock, as the endpoint shows it. */
record LockDescriptor(
        String name,
        boolean taken,
        List<String> holders,
        @Nullable Long remainingMillis,
        long fencingToken,
        int waiting) {

    static LockDescriptor of(LockState state) {
        return new LockDescriptor(
                state.name(),
                state.isTaken(),
                state.holders(),
                state.remaining() == null ? null : state.remaining().toMillis(),
                state.fencingToken(),
                state.waiting());
    }
}
