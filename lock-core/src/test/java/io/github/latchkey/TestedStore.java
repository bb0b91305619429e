package io.github.latchkey;

import java.time.Duration;

/** A store under test, whose time can be moved. */
public interface TestedStore {

    /** The store itself, the same for several tests. */
    LockStore store();

    /** Lets that much of the store's time go by; a negative one moves its clock back. */
    void passTime(Duration duration);

    /** Makes the store lose all it knows, its counter too. */
    void forget();
}
