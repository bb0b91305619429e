package io.github.latchkey.redis;

import io.github.latchkey.Acquisition;
import io.github.latchkey.Busy;
import io.github.latchkey.Granted;
import io.github.latchkey.Refused;
import io.github.latchkey.Stand;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the reply of acquire.lua, one element after the other. */
final class AcquisitionOutput extends CommandOutput<String, String, Acquisition> {

    private static final int LAST = 4;

    private final Stand stand;
    private final Consumer<Stand> onPlace;
    private int index;
    private char status;
    private String value = "";
    private long token;
    private long left;
    private long arrival;

    /** Reads the reply to that stand; the consumer is told of each place in the queue. */
    AcquisitionOutput(Stand stand, Consumer<Stand> onPlace) {
        // Replaced by the reply's last element.
        super(StringCodec.UTF8, new Refused(false));
        this.stand = stand;
        this.onPlace = onPlace;
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        switch (index++) {
            case 0 -> status = bytes == null ? ' ' : (char) bytes.get(bytes.position());
            case 1 -> value(bytes);
            default -> arrival = bytes == null ? 0 : number(bytes);
        }
    }

    @Override
    public void set(long integer) {
        if (index == LAST) {
            output = answer(integer == 1);
            if (arrival != 0) {
                onPlace.accept(stand);
            }
        } else {
            left = integer;
        }
        index++;
    }

    @Override
    public void multi(int count) {
        // The elements come one by one.
    }

    private Acquisition answer(boolean gaveBack) {
        return switch (status) {
            case 'G' -> new Granted(token, stand.validFor(), gaveBack);
            case 'B' -> new Busy(value, left < 0 ? null : Duration.ofMillis(left), arrival, gaveBack);
            default -> new Refused(gaveBack);
        };
    }

    private void value(@Nullable ByteBuffer bytes) {
        if (bytes != null && status == 'G') {
            while (bytes.hasRemaining()) {
                token = 10 * token + (bytes.get() - '0');
            }
        } else if (bytes != null) {
            value = StringCodec.UTF8.decodeValue(bytes);
        }
    }

    private static long number(ByteBuffer bytes) {
        String text = StringCodec.UTF8.decodeValue(bytes);
        return text.isEmpty() ? 0 : (long) Double.parseDouble(text);
    }
}
