package io.github.latchkey.simulation;

import io.github.latchkey.LockStore;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * What is broken on purpose in a world. The clock is that of the world, in nanoseconds.
 *
 * @param atServer changes what the server does
 * @param atClient changes what a client's engine sees of it
 */
public record Flaw(
        BiFunction<LockStore, LongSupplier, LockStore> atServer,
        BiFunction<LockStore, LongSupplier, LockStore> atClient) {

    /** Nothing is broken. */
    public static final Flaw NONE = new Flaw((store, clock) -> store, (store, clock) -> store);

    /** Breaks the server. */
    public static Flaw atServer(UnaryOperator<LockStore> change) {
        return new Flaw((store, clock) -> change.apply(store), (store, clock) -> store);
    }

    /** Breaks what each client sees. */
    public static Flaw atClient(UnaryOperator<LockStore> change) {
        return new Flaw((store, clock) -> store, (store, clock) -> change.apply(store));
    }
}
