package io.github.latchkey.spring;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationException;

/** An expression that gives a lock name. */
record KeyExpression(CallExpression expression, KeyPart key) {

    static KeyExpression parse(String declared, MethodPlace place, UnaryOperator<String> placeholders) {
        CallExpression expression = CallExpression.parse("key", declared, place, placeholders);
        return new KeyExpression(expression, KeyPart.of(expression.tree()));
    }

    boolean isConstant() {
        return ExpressionCheck.isConstant(expression.tree());
    }

    String evaluate(Object target, @Nullable Object[] arguments) {
        try {
            String name = key.value(expression.context(target, arguments)).toString();
            if (name.isBlank()) {
                throw new MissingKeyPart(expression.text(), "is blank");
            }
            return name;
        } catch (MissingKeyPart | EvaluationException e) {
            throw new LockKeyException(
                    "Key \"" + expression.text() + "\" of @DistributedLock on " + expression.place()
                            + " names no lock: " + e.getMessage()
                            + ". The method was not run; pass a value, or choose another key.",
                    e);
        }
    }
}
