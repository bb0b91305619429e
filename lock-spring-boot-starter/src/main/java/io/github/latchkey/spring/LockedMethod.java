package io.github.latchkey.spring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method with one annotation or several.
 *
 * @param place      the method
 * @param kind       how it is locked
 * @param operations its annotations
 */
record LockedMethod(MethodPlace place, CallKind kind, List<LockOperation> operations) {

    /** Those that fail fast first; then by name, so that no two callers of several locks wait for each other for ever. */
    private static final Comparator<WantedLock> ORDER = Comparator.<WantedLock, Boolean>comparing(
                    wanted -> !wanted.request().waitAtMost().isZero())
            .thenComparing(wanted -> wanted.request().name());

    /** Returns what one call is to lock, in the order of taking. */
    List<WantedLock> wanted(Object target, @Nullable Object[] passed) {
        @Nullable Object[] arguments = kind == CallKind.SUSPENDED ? Arrays.copyOf(passed, passed.length - 1) : passed;
        if (operations.size() == 1) {
            LockOperation only = operations.get(0);
            return only.appliesTo(target, arguments)
                    ? List.of(new WantedLock(only, only.request(target, arguments)))
                    : List.of();
        }
        List<WantedLock> wanted = new ArrayList<>();
        for (LockOperation operation : operations) {
            if (operation.appliesTo(target, arguments)) {
                wanted.add(new WantedLock(operation, operation.request(target, arguments)));
            }
        }
        wanted.sort(ORDER);
        return wanted;
    }
}
