package io.github.latchkey.spring;

import io.github.latchkey.LockRequest;
import io.github.latchkey.LockUsageException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One annotated method, resolved and checked: everything but the arguments.
 *
 * @param name  the declared name
 * @param key   gives the lock name
 * @param waitAtMost how long to wait
 * @param lease how long the lock outlives a crashed holder
 * @param renew whether the lease is renewed
 */
record LockOperation(String name, KeyExpression key, Duration waitAtMost, Duration lease, boolean renew) {

    private static final Pattern NAMES = Pattern.compile("[a-z0-9-]+");

    static LockOperation of(DistributedLock declared, Class<?> type, Method method, LockDefaults defaults) {
        String name = declared.name().isEmpty() ? defaultName(type, method) : declared.name();
        if (!NAMES.matcher(name).matches()) {
            throw new LockDeclarationException(
                    type,
                    method,
                    "name '" + name + "' is not made of lower-case letters, digits and dashes.",
                    "Choose a name such as '" + defaultName(type, method) + "', or leave it out.");
        }
        Duration wait = duration("waitMs", declared.waitMs(), defaults.waitAtMost(), Duration.ZERO, type, method);
        Duration lease = duration("leaseMs", declared.leaseMs(), defaults.lease(), defaults.minLease(), type, method);
        try {
            LockRequest unused = LockRequest.of(name).waitAtMost(wait).leaseFor(lease);
        } catch (LockUsageException e) {
            throw new LockDeclarationException(
                    type, method, String.valueOf(e.getMessage()), "Give waitMs and leaseMs in milliseconds.");
        }
        return new LockOperation(
                name, KeyExpression.parse(declared.key(), type, method), wait, lease, declared.renew());
    }

    LockRequest request(Object target, @Nullable Object[] arguments) {
        return LockRequest.of(key.evaluate(target, arguments))
                .waitAtMost(waitAtMost)
                .leaseFor(lease)
                .renewed(renew)
                .label(name);
    }

    private static Duration duration(
            String attribute, long millis, Duration configured, Duration min, Class<?> type, Method method) {
        Duration value = millis == -1 ? configured : Duration.ofMillis(millis);
        if (millis < -1 || value.compareTo(min) < 0) {
            throw new LockDeclarationException(
                    type,
                    method,
                    attribute + " is " + value.toMillis()
                            + " milliseconds, but must be -1 for the configured default, or at least " + min.toMillis()
                            + (attribute.equals("leaseMs")
                                    ? " (three command timeouts, or it cannot be renewed in time)."
                                    : "."),
                    "Give " + attribute + " in milliseconds (2 s are 2000), or -1 for the configured default.");
        }
        return value;
    }

    private static String defaultName(Class<?> type, Method method) {
        return kebab(type.getSimpleName()) + "-" + kebab(method.getName());
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("[^A-Za-z0-9]+", "-")
                .toLowerCase(Locale.ROOT);
    }
}
