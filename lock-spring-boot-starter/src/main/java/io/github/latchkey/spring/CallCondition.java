package io.github.latchkey.spring;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;

/** An expression that says whether a call is to be locked. */
record CallCondition(CallExpression expression, Expression evaluated) {

    static CallCondition parse(String declared, MethodPlace place, UnaryOperator<String> placeholders) {
        CallExpression expression = CallExpression.parse("condition", declared, place, placeholders);
        return new CallCondition(expression, KeyPart.expression(expression.tree()));
    }

    boolean holds(Object target, @Nullable Object[] arguments) {
        try {
            return Boolean.TRUE.equals(evaluated.getValue(expression.context(target, arguments), Boolean.class));
        } catch (EvaluationException e) {
            throw new LockKeyException(
                    "Condition \"" + expression.text() + "\" of @DistributedLock on " + expression.place()
                            + " says neither true nor false: " + e.getMessage()
                            + ". The method was not run; mend the condition, or what is passed.",
                    e);
        }
    }
}
