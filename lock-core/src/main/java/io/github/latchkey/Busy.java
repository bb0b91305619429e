package io.github.latchkey;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else holds the lock.
 *
 * @param holder    the owner id of the holder, or what stands in its place
 * @param remaining how long the holder's lease still runs, or null where it has no end
 */
public record Busy(String holder, @Nullable Duration remaining) implements Acquisition {

    /** Stands in the holder's place while a minimum hold runs out. */
    public static final String NOBODY = "-";
}
