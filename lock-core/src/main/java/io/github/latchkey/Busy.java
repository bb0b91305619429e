package io.github.latchkey;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else holds the lock, or is to have it first.
 *
 * @param holder    the owner id of the holder, or what stands in its place
 * @param remaining how long the holder's lease still runs, or null where it has no end
 * @param arrival   the place in the queue that the store gave to the owner, to be sent with its next looks; 0 = none
 * @param gaveBack  whether the lock belonged to the stand that the look gave up
 */
public record Busy(String holder, @Nullable Duration remaining, long arrival, boolean gaveBack) implements Acquisition {

    /** Stands in the holder's place while a minimum hold runs out. */
    public static final String NOBODY = "-";
}
