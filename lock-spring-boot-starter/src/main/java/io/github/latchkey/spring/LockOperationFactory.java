package io.github.latchkey.spring;

import io.github.latchkey.LockClient;
import io.github.latchkey.LockRequest;
import io.github.latchkey.LockUsageException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.ClassUtils;

/** Makes an operation of one annotation, what is set for its name, and the defaults; and checks it. */
record LockOperationFactory(LockDefaults defaults, UnaryOperator<String> placeholders) {

    private static final Logger log = LoggerFactory.getLogger(LockClient.class);

    private static final Pattern NAMES = Pattern.compile("[a-z0-9-]+");

    LockOperation create(DistributedLock declared, MethodPlace place, CallKind kind) {
        String name = name(declared, place);
        LockOverrides set = defaults.locks().getOrDefault(name, LockOverrides.NONE);
        LockRequest template = template(declared, name, set, place);
        return new LockOperation(
                name,
                !declared.name().isEmpty(),
                keys(declared, place),
                declared.condition().isEmpty() ? null : CallCondition.parse(declared.condition(), place, placeholders),
                template,
                policies(declared, template, set, place, kind),
                declared.client());
    }

    private static String name(DistributedLock declared, MethodPlace place) {
        String byDefault =
                kebab(place.type().getSimpleName()) + "-" + kebab(place.method().getName());
        if (declared.name().isEmpty()) {
            return byDefault;
        }
        if (!NAMES.matcher(declared.name()).matches()) {
            throw place.mistake(
                    "name '" + declared.name() + "' is not made of lower-case letters, digits and dashes.",
                    "Choose a name such as '" + byDefault + "', or leave it out.");
        }
        return declared.name();
    }

    private List<KeyExpression> keys(DistributedLock declared, MethodPlace place) {
        if (declared.key().length == 0) {
            throw place.mistake("key has no expression.", "Say what is locked, as in key = \"'order:' + #orderId\".");
        }
        List<KeyExpression> keys = Stream.of(declared.key())
                .map(key -> KeyExpression.parse(key, place, placeholders))
                .toList();
        if (place.arguments() > 0 && keys.stream().allMatch(KeyExpression::isConstant)) {
            log.warn(
                    "@DistributedLock on {} locks {} whatever its arguments are, so all calls exclude each other. If that is not"
                            + " meant, name an argument in the key, as in 'order:' + #orderId.",
                    place,
                    List.of(declared.key()));
        }
        return keys;
    }

    private LockRequest template(DistributedLock declared, String name, LockOverrides set, MethodPlace place) {
        LockTimes times = new LockTimes(name, place);
        Duration wait = times.of("waitMs", declared.waitMs(), "wait", set.waitAtMost(), Duration.ZERO, "");
        Duration lease = times.of(
                "leaseMs",
                declared.leaseMs(),
                "lease",
                set.lease(),
                defaults.minLease(),
                " (three command timeouts, or it cannot be renewed in time)");
        Duration minHold = times.of("minHoldMs", declared.minHoldMs(), "min-hold", set.minHold(), Duration.ZERO, "");
        Duration maxHold =
                times.of("maxHoldMs", declared.maxHoldMs(), "max-hold", set.maxHold(), LockRequest.MIN_LEASE, "");
        Duration longest = or(maxHold, defaults.maxHold());
        try {
            LockRequest request = LockRequest.of(name)
                    .waitAtMost(or(wait, defaults.waitAtMost()))
                    .leaseFor(or(lease, defaults.lease()))
                    .renewed(or(set.renew(), declared.renew()))
                    .minHold(or(minHold, defaults.minHold()))
                    .mode(or(set.mode(), declared.mode()))
                    .permits(or(set.permits(), declared.permits()))
                    .fair(or(set.fair(), declared.fair()))
                    .replicas(
                            or(set.replicas(), declared.replicas() == -1 ? defaults.replicas() : declared.replicas()));
            request = longest == null ? request : request.maxHold(longest);
            request.checkTogether();
            return request;
        } catch (LockUsageException e) {
            throw place.mistake(
                    String.valueOf(e.getMessage()),
                    "Change the annotation, or distributed-lock.locks." + name
                            + ".*; times of the annotation are in milliseconds.");
        }
    }

    private LockPolicies policies(
            DistributedLock declared, LockRequest template, LockOverrides set, MethodPlace place, CallKind kind) {
        OnBusy onBusy = or(set.onBusy(), declared.onBusy());
        Class<?> result = place.result();
        if (onBusy == OnBusy.SKIP && result.isPrimitive() && result != void.class) {
            throw place.mistake(
                    "onBusy is SKIP, but a skipped call has no " + result.getSimpleName() + " to return.",
                    "Return an object, such as " + boxed(result) + " or Optional, or choose THROW or FALLBACK.");
        }
        if (onBusy == OnBusy.SKIP && kind == CallKind.SUSPENDED && !SuspendFunction.canReturnNull(place.method())) {
            throw place.mistake(
                    "onBusy is SKIP, but the result is not nullable, and a skipped call has none.",
                    "Let it return a nullable type, or choose THROW or FALLBACK.");
        }
        if (onBusy != OnBusy.FALLBACK
                && set.onBusy() == null
                && !declared.fallback().isEmpty()) {
            throw place.mistake(
                    "fallback '" + declared.fallback() + "' is never called, for onBusy is " + onBusy + ".",
                    "Add onBusy = OnBusy.FALLBACK, or leave the fallback out.");
        }
        Guard guard = or(set.guard(), declared.guard());
        GuardCheck.check(guard, template.kind(), kind, place);
        OnLost onLost = or(set.onLost(), declared.onLost());
        if (onLost == OnLost.INTERRUPT && kind != CallKind.BLOCKING) {
            throw place.mistake(
                    "onLost is INTERRUPT, but the work of a method that returns " + result.getSimpleName()
                            + " has no thread of its own to be interrupted.",
                    "Choose OnLost.FAIL, which cancels the work and fails the call at once, or OnLost.REPORT.");
        }
        return new LockPolicies(
                onBusy,
                onBusy == OnBusy.FALLBACK ? Fallback.find(declared.fallback(), place) : null,
                onLost,
                guard,
                or(set.onOutage(), defaults.onOutage()),
                defaults.inTransaction());
    }

    private static <T extends @Nullable Object> T or(@Nullable T set, T other) {
        return set == null ? other : set;
    }

    private static String boxed(Class<?> primitive) {
        return ClassUtils.resolvePrimitiveIfNecessary(primitive).getSimpleName();
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("[^A-Za-z0-9]+", "-")
                .toLowerCase(Locale.ROOT);
    }
}
