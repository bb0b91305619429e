package io.github.latchkey.spring;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * An expression over the arguments of a call, parsed and checked once. Only the annotation's constant is ever parsed, never a value.
 *
 * @param text      the expression, its placeholders replaced
 * @param tree      its syntax tree
 * @param variables the arguments' positions by name
 * @param place     where it stands
 */
record CallExpression(String text, SpelNode tree, Map<String, Integer> variables, MethodPlace place) {

    static CallExpression parse(
            String attribute, String declared, MethodPlace place, UnaryOperator<String> placeholders) {
        String text = resolved(attribute, declared, place, placeholders);
        Map<String, Integer> variables = variables(place);
        SpelNode tree;
        try {
            tree = new SpelExpressionParser().parseRaw(text).getAST();
        } catch (ParseException | IllegalStateException | IllegalArgumentException e) {
            throw place.mistake(
                    attribute + " \"" + text + "\" is not a SpEL expression: " + e.getMessage(),
                    "Quote fixed text and refer to arguments with #, as in key = \"'order:' + #orderId\".");
        }
        new ExpressionCheck(attribute, text, variables, place).check(tree);
        return new CallExpression(text, tree, variables, place);
    }

    KeyContext context(Object target, @Nullable Object[] arguments) {
        return new KeyContext(variables, new KeyRoot(place.method(), target, arguments));
    }

    private static String resolved(
            String attribute, String declared, MethodPlace place, UnaryOperator<String> placeholders) {
        try {
            return placeholders.apply(declared);
        } catch (IllegalArgumentException e) {
            throw place.mistake(
                    attribute + " \"" + declared + "\" has a placeholder without a value: " + e.getMessage() + ".",
                    "Set the property, or give a default, as in ${shop.region:eu}.");
        }
    }

    private static Map<String, Integer> variables(MethodPlace place) {
        Map<String, Integer> variables = new HashMap<>();
        String[] names = new DefaultParameterNameDiscoverer().getParameterNames(place.method());
        for (int i = 0; i < place.arguments(); i++) {
            variables.put("a" + i, i);
            variables.put("p" + i, i);
            if (names != null) {
                variables.put(names[i], i);
            }
        }
        return Map.copyOf(variables);
    }
}
