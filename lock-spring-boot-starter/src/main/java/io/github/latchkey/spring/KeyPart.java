package io.github.latchkey.spring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.ast.Elvis;
import org.springframework.expression.spel.ast.InlineList;
import org.springframework.expression.spel.ast.Literal;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.SpelNodeImpl;
import org.springframework.expression.spel.ast.Ternary;
import org.springframework.expression.spel.standard.SpelExpression;

/**
 * A piece of a key expression. SpEL turns {@code 'order:' + null} into {@code order:null}, one lock for everybody, so a
 * concatenation is taken apart along its syntax tree, and each operand is checked before it becomes text.
 */
sealed interface KeyPart {

    /** Returns the value, checked; {@link MissingKeyPart} if it cannot name a lock. */
    Object value(EvaluationContext context);

    static KeyPart of(SpelNode node) {
        if (node instanceof Ternary && node.getChildCount() == 3) {
            return new Choice(expression(node.getChild(0)), of(node.getChild(1)), of(node.getChild(2)));
        }
        if (node instanceof Elvis && node.getChildCount() == 2) {
            return new Fallback(expression(node.getChild(0)), of(node.getChild(0)), of(node.getChild(1)));
        }
        if (node instanceof InlineList) {
            return new Joined(children(node).stream().map(KeyPart::of).toList());
        }
        if (node instanceof OpPlus && node.getChildCount() == 2) {
            return new Sum(of(node.getChild(0)), of(node.getChild(1)), expression(node));
        }
        List<KeyPart> inside = new ArrayList<>();
        collectOperands(node, inside);
        return new Leaf(expression(node), node.toStringAST(), node instanceof Literal, inside);
    }

    /** An operand without pieces of its own; concatenations inside, as in a method's argument, are checked first. */
    record Leaf(Expression expression, String text, boolean literal, List<KeyPart> inside) implements KeyPart {
        @Override
        public Object value(EvaluationContext context) {
            inside.forEach(part -> part.value(context));
            @Nullable Object value = expression.getValue(context);
            if (value instanceof Optional<?> optional && optional.isPresent()) {
                value = optional.get();
            }
            if (value instanceof List<?> list) {
                return list.stream().map(entry -> Joined.escape(checked(entry))).collect(Collectors.joining(":"));
            }
            return literal && value != null ? value : checked(value);
        }

        private Object checked(@Nullable Object value) {
            String problem = KeyValue.problem(value);
            if (value == null || problem != null) {
                throw new MissingKeyPart(text, problem);
            }
            return value;
        }
    }

    /** Two operands of a plus: a concatenation unless both are numbers, for which SpEL does the sum. */
    record Sum(KeyPart left, KeyPart right, Expression whole) implements KeyPart {
        @Override
        public Object value(EvaluationContext context) {
            Object first = left.value(context);
            Object second = right.value(context);
            if (first instanceof Number && second instanceof Number) {
                Object sum = whole.getValue(context);
                return sum == null ? first : sum;
            }
            return first.toString() + second;
        }
    }

    /** A condition with two branches, of which only the chosen one is checked. */
    record Choice(Expression condition, KeyPart yes, KeyPart no) implements KeyPart {
        @Override
        public Object value(EvaluationContext context) {
            return Boolean.TRUE.equals(condition.getValue(context, Boolean.class))
                    ? yes.value(context)
                    : no.value(context);
        }
    }

    /** A value, or another where it is null or empty; only the one that is taken is checked. */
    record Fallback(Expression value, KeyPart first, KeyPart other) implements KeyPart {
        @Override
        public Object value(EvaluationContext context) {
            Object found = value.getValue(context);
            return found == null || found.equals("") ? other.value(context) : first.value(context);
        }
    }

    /** A list: one key, its parts escaped, so that {@code a.b, c} and {@code a, b.c} differ whatever the parts hold. */
    record Joined(List<KeyPart> parts) implements KeyPart {
        @Override
        public Object value(EvaluationContext context) {
            return parts.stream().map(part -> escape(part.value(context))).collect(Collectors.joining(":"));
        }

        static String escape(Object part) {
            return part.toString().replace("%", "%25").replace(":", "%3A");
        }
    }

    private static void collectOperands(SpelNode node, List<KeyPart> operands) {
        if (node instanceof Projection
                || node instanceof Selection
                || node instanceof Ternary
                || node instanceof Elvis) {
            // Their operands belong to each element, or to a branch that may not be taken.
            return;
        }
        for (SpelNode child : children(node)) {
            if (child instanceof OpPlus) {
                operands.add(of(child));
            } else {
                collectOperands(child, operands);
            }
        }
    }

    private static List<SpelNode> children(SpelNode node) {
        List<SpelNode> children = new ArrayList<>();
        for (int i = 0; i < node.getChildCount(); i++) {
            children.add(node.getChild(i));
        }
        return children;
    }

    static Expression expression(SpelNode node) {
        return new SpelExpression(
                node.toStringAST(), (SpelNodeImpl) node, new SpelParserConfiguration(SpelCompilerMode.MIXED, null));
    }
}
