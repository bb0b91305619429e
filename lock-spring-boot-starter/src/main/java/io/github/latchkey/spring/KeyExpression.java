package io.github.latchkey.spring;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.Assign;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.ConstructorReference;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.OpDec;
import org.springframework.expression.spel.ast.OpInc;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.TypeReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** A key expression, parsed and checked once. Only the annotation's constant is ever parsed, never a value. */
final class KeyExpression {

    private static final Set<String> ROOT = Set.of("method", "methodName", "target", "targetClass", "args");

    private final String text;
    private final Method method;
    private final Map<String, Integer> variables;
    private final KeyPart key;

    private KeyExpression(String text, Method method, Map<String, Integer> variables, KeyPart key) {
        this.text = text;
        this.method = method;
        this.variables = variables;
        this.key = key;
    }

    static KeyExpression parse(String text, Class<?> type, Method method) {
        Map<String, Integer> variables = variables(method);
        SpelNode tree;
        try {
            tree = new SpelExpressionParser().parseRaw(text).getAST();
        } catch (ParseException | IllegalStateException | IllegalArgumentException e) {
            throw new LockDeclarationException(
                    type,
                    method,
                    "key \"" + text + "\" is not a SpEL expression: " + e.getMessage(),
                    "Quote fixed text and refer to arguments with #, as in key = \"'order:' + #orderId\".");
        }
        check(tree, false, text, type, method, variables);
        return new KeyExpression(text, method, variables, KeyPart.of(tree));
    }

    String evaluate(Object target, @Nullable Object[] arguments) {
        try {
            KeyContext context = new KeyContext(variables, new KeyRoot(method, target, arguments));
            String name = key.value(context).toString();
            if (name.isBlank()) {
                throw new MissingKeyPart(text, "is blank");
            }
            return name;
        } catch (MissingKeyPart | EvaluationException e) {
            throw new LockKeyException(
                    "Key \"" + text + "\" of @DistributedLock on "
                            + method.getDeclaringClass().getName() + "."
                            + method.getName() + "() names no lock: " + e.getMessage()
                            + ". The method was not run; pass a value, or choose another key.",
                    e);
        }
    }

    private static void check(
            SpelNode node, boolean inside, String text, Class<?> type, Method method, Map<String, Integer> variables) {
        String shown = node.toStringAST();
        if (node instanceof VariableReference || node instanceof FunctionReference) {
            String variable = shown.substring(1).replaceAll("\\(.*", "");
            if (!variables.containsKey(variable) && !variable.equals("root") && !variable.equals("this")) {
                throw new LockDeclarationException(
                        type,
                        method,
                        "key \"" + text + "\" refers to " + shown + ", which is no parameter; there are "
                                + new TreeSet<>(variables.keySet()) + ".",
                        "Use one of these names. If only #a0, #p0 are known, compile with -parameters.");
            }
        } else if (node instanceof PropertyOrFieldReference && !inside && !ROOT.contains(shown)) {
            throw new LockDeclarationException(
                    type,
                    method,
                    "key \"" + text + "\" refers to '" + shown + "', which is neither an argument nor quoted text.",
                    "Write #" + shown + " for an argument, or '" + shown + "' in single quotes for fixed text.");
        } else if (node instanceof TypeReference
                || node instanceof ConstructorReference
                || node instanceof BeanReference
                || node instanceof Assign
                || node instanceof OpInc
                || node instanceof OpDec) {
            throw new LockDeclarationException(
                    type,
                    method,
                    "key \"" + text + "\" uses " + shown
                            + ", but types, constructors, beans and assignments are not available.",
                    "Compute the value in a method of an argument, or pass it as an argument.");
        }
        if (node instanceof MethodReference && !inside) {
            throw new LockDeclarationException(
                    type,
                    method,
                    "key \"" + text + "\" calls " + shown + " on nothing.",
                    "Call a method of an argument, as in #order.id(), or of the bean, as in #root.target.");
        }
        if (node instanceof Projection && contains(node, OpPlus.class)) {
            throw new LockDeclarationException(
                    type,
                    method,
                    "key \"" + text
                            + "\" concatenates inside of a projection, where null would become the text 'null'.",
                    "Concatenate in a method of the argument, or give a list.");
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            boolean ofValue = inside
                    || (node instanceof CompoundExpression && i > 0)
                    || node instanceof Projection
                    || node instanceof Selection;
            check(node.getChild(i), ofValue, text, type, method, variables);
        }
    }

    private static boolean contains(SpelNode node, Class<? extends SpelNode> kind) {
        return kind.isInstance(node)
                || IntStream.range(0, node.getChildCount()).anyMatch(i -> contains(node.getChild(i), kind));
    }

    private static Map<String, Integer> variables(Method method) {
        Map<String, Integer> variables = new HashMap<>();
        String[] names = new DefaultParameterNameDiscoverer().getParameterNames(method);
        for (int i = 0; i < method.getParameterCount(); i++) {
            variables.put("a" + i, i);
            variables.put("p" + i, i);
            if (names != null) {
                variables.put(names[i], i);
            }
        }
        return Map.copyOf(variables);
    }
}
