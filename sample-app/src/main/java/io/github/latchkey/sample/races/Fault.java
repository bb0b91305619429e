package io.github.latchkey.sample.races;

import io.github.latchkey.sample.InvalidRequestException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Something that befalls a holder in the middle of its work. */
public enum Fault {

    /** Its process is stopped for twice its lease. */
    PAUSE_HOLDER("pause-holder"),
    /** Redis is killed, and started again without its data. */
    KILL_REDIS("kill-redis"),
    /** All keys in Redis are deleted. */
    FLUSH_REDIS("flush-redis");

    private static final String ASK = "ask";

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    static Fault named(String text, List<Fault> possible) {
        return possible.stream()
                .filter(fault -> fault.text.equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException("fault is '" + text + "', but must be "
                        + possible.stream().map(fault -> "'" + fault + "'").collect(Collectors.joining(" or "))
                        + "; Redis can be killed or flushed where the sample has started it."));
    }

    /** Returns the fault that a request for a race names, or null where somebody is to be asked. */
    static @Nullable Fault wanted(RaceCase<?> race, @Nullable String text) {
        List<Fault> possible = race.faults();
        if (possible.isEmpty()) {
            if (text != null) {
                throw new InvalidRequestException("fault is not for '" + race.name() + "'; leave it out.");
            }
            return null;
        }
        if (ASK.equals(text)) {
            return null;
        }
        return text == null ? possible.get(0) : named(text, possible);
    }

    @Override
    public String toString() {
        return text;
    }
}
