package io.github.latchkey.spring;

import io.github.latchkey.LockLostException;
import io.github.latchkey.LockUsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assertions for code that relies on a lock which its caller has taken with {@link DistributedLock}. They also find calls that went past
 * the bean, as of {@code this.method()}, and so past the lock.
 */
public final class LockAssert {

    private LockAssert() {}

    /**
     * Asserts that this thread runs an annotated method under a lock, whichever that is.
     *
     * @throws LockUsageException if it does not
     * @throws LockLostException  if a lock of the innermost such method is lost
     */
    public static void assertHeld() {
        for (HeldLock held : LockContext.current().held()) {
            assertNotLost(held);
        }
    }

    /**
     * Asserts that this thread runs in annotated methods that hold all these locks.
     *
     * @param name the lock name, as the key expression gives it, such as {@code order:42}
     * @param more further names
     * @throws LockUsageException if one is not held; the message says which are
     * @throws LockLostException  if one is lost
     */
    public static void assertHeld(String name, String... more) {
        assertHeldOne(name);
        for (String other : more) {
            assertHeldOne(other);
        }
    }

    private static void assertHeldOne(String name) {
        List<String> present = new ArrayList<>();
        for (@Nullable LockContext context = LockContext.onThisThread(); context != null; context = context.outer()) {
            for (HeldLock held : context.held()) {
                if (held.lease().names().contains(name)) {
                    assertNotLost(held);
                    return;
                }
                present.addAll(held.lease().names());
            }
        }
        throw new LockUsageException(
                "Lock '" + name + "' is not held by an annotated method of this thread, which holds "
                        + (present.isEmpty() ? "none" : present)
                        + ". Call the method with @DistributedLock through its bean, not"
                        + " through this, and with the argument that gives this key.");
    }

    private static void assertNotLost(HeldLock held) {
        if (!held.lease().isHeld()) {
            throw held.lost("its lease has ended while '" + held.operation().name() + "' ran");
        }
    }
}
