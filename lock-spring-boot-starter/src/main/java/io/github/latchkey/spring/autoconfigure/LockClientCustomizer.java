package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.LockClientBuilder;

/** Changes how the starter builds its lock client. All beans of this type are called, in their order, for each client that is built. */
@FunctionalInterface
public interface LockClientCustomizer {

    /**
     * Changes the client that is about to be built.
     *
     * @param builder has the starter's settings already
     */
    void customize(LockClientBuilder builder);
}
