package io.github.latchkey.spring;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
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

/** Walks the syntax tree of an expression at the start, for mistakes that SpEL would find with the first call, or never. */
record ExpressionCheck(String attribute, String text, Map<String, Integer> variables, MethodPlace place) {

    private static final Set<String> ROOT = Set.of("method", "methodName", "target", "targetClass", "args");

    private static final Set<String> VARYING = Set.of("target", "args");

    void check(SpelNode tree) {
        check(tree, false);
    }

    /** Tells whether an expression gives the same value for all arguments. */
    static boolean isConstant(SpelNode node) {
        String shown = node.toStringAST();
        if (node instanceof VariableReference && !shown.equals("#root")) {
            return false;
        }
        if (node instanceof PropertyOrFieldReference && VARYING.contains(shown)) {
            return false;
        }
        return IntStream.range(0, node.getChildCount()).allMatch(i -> isConstant(node.getChild(i)));
    }

    private void check(SpelNode node, boolean inside) {
        String shown = node.toStringAST();
        if (node instanceof VariableReference || node instanceof FunctionReference) {
            String variable = shown.substring(1).replaceAll("\\(.*", "");
            if (!variables.containsKey(variable) && !variable.equals("root") && !variable.equals("this")) {
                throw mistake(
                        "refers to " + shown + ", which is no parameter; there are " + new TreeSet<>(variables.keySet())
                                + ".",
                        "Use one of these names. If only #a0, #p0 are known, compile with -parameters.");
            }
        } else if (node instanceof PropertyOrFieldReference && !inside && !ROOT.contains(shown)) {
            throw mistake(
                    "refers to '" + shown + "', which is neither an argument nor quoted text.",
                    "Write #" + shown + " for an argument, or '" + shown + "' in single quotes for fixed text.");
        } else if (node instanceof TypeReference
                || node instanceof ConstructorReference
                || node instanceof BeanReference
                || node instanceof Assign
                || node instanceof OpInc
                || node instanceof OpDec) {
            throw mistake(
                    "uses " + shown + ", but types, constructors, beans and assignments are not available.",
                    "Compute the value in a method of an argument, or pass it as an argument.");
        }
        if (node instanceof MethodReference && !inside) {
            throw mistake(
                    "calls " + shown + " on nothing.",
                    "Call a method of an argument, as in #order.id(), or of the bean, as in #root.target.");
        }
        if (node instanceof Projection && contains(node, OpPlus.class)) {
            throw mistake(
                    "concatenates inside of a projection, where null would become the text 'null'.",
                    "Concatenate in a method of the argument, or give a list.");
        }
        for (int i = 0; i < node.getChildCount(); i++) {
            boolean ofValue = inside
                    || (node instanceof CompoundExpression && i > 0)
                    || node instanceof Projection
                    || node instanceof Selection;
            check(node.getChild(i), ofValue);
        }
    }

    private LockDeclarationException mistake(String problem, String remedy) {
        return place.mistake(attribute + " \"" + text + "\" " + problem, remedy);
    }

    private static boolean contains(SpelNode node, Class<? extends SpelNode> kind) {
        return kind.isInstance(node)
                || IntStream.range(0, node.getChildCount()).anyMatch(i -> contains(node.getChild(i), kind));
    }
}
