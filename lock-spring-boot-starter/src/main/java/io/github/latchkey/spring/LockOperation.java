package io.github.latchkey.spring;

import io.github.latchkey.LockRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One annotation of a method, resolved and checked: everything but the arguments.
 *
 * @param name      the declared name
 * @param isNamed   whether the declaration gives it
 * @param keys      give the lock names
 * @param condition says whether a call is to be locked, or null for always
 * @param template  the request, but for its names
 * @param policies  what to do where things do not go as they should
 * @param client    the bean that takes the lock, or an empty text
 */
record LockOperation(
        String name,
        boolean isNamed,
        List<KeyExpression> keys,
        @Nullable CallCondition condition,
        LockRequest template,
        LockPolicies policies,
        String client) {

    boolean appliesTo(Object target, @Nullable Object[] arguments) {
        return condition == null || condition.holds(target, arguments);
    }

    LockRequest request(Object target, @Nullable Object[] arguments) {
        List<String> names = keys.size() == 1
                ? List.of(keys.get(0).evaluate(target, arguments))
                : keys.stream().map(key -> key.evaluate(target, arguments)).toList();
        return new LockRequest(names, template.waitAtMost(), template.terms(), template.kind(), name, null);
    }
}
