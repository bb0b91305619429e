package io.github.latchkey.spring;

import io.github.latchkey.LockClient;
import org.jspecify.annotations.Nullable;

/**
 * What the advisor wants to know of the application. Each is asked for when it is needed first, and not before: advisors are made
 * very early, when neither Redis nor the settings may be pulled up yet.
 */
public interface LockSetup {

    /**
     * Returns a client.
     *
     * @param bean its bean name, or an empty text for the only or primary one
     * @return the client that takes the locks
     */
    LockClient client(String bean);

    /**
     * Returns what applies where a declaration says nothing.
     *
     * @return the settings
     */
    LockDefaults defaults();

    /**
     * Replaces placeholders.
     *
     * @param text a text of an annotation
     * @return the text with the values of the environment
     * @throws IllegalArgumentException if a placeholder has no value
     */
    String resolve(String text);

    /**
     * Returns who watches the calls.
     *
     * @return an observer, which may be {@link LockedCallObserver#NONE}
     */
    default LockedCallObserver observer() {
        return LockedCallObserver.NONE;
    }

    /**
     * Returns where fencing tokens are kept beside the data.
     *
     * @return the fence, or null where the application has none
     */
    default @Nullable Fence fence() {
        return null;
    }
}
