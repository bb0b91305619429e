package io.github.latchkey.spring;

import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockClient;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a caller gets whose lock was busy. */
final class BusyAnswer {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private BusyAnswer() {}

    static @Nullable Object of(
            LockBusyException busy,
            LockOperation operation,
            MethodPlace place,
            Object target,
            @Nullable Object[] arguments)
            throws Throwable {
        LockPolicies policies = operation.policies();
        return switch (policies.onBusy()) {
            case THROW -> throw busy;
            case SKIP -> {
                log.debug("Skipped {} [{}]: {}", place, operation.name(), busy.getMessage());
                yield empty(place.method().getReturnType());
            }
            case FALLBACK ->
                Objects.requireNonNull(policies.fallback(), "checked at the start")
                        .call(target, arguments, busy);
        };
    }

    private static @Nullable Object empty(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == OptionalInt.class) {
            return OptionalInt.empty();
        }
        if (type == OptionalLong.class) {
            return OptionalLong.empty();
        }
        return type == OptionalDouble.class ? OptionalDouble.empty() : null;
    }
}
