package io.github.latchkey.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyExpressionTest {

    private static final UUID ID = new UUID(1, 2);

    /** A person has no text of its own, a name has. */
    public static final class Person {
        public @Nullable String getName() {
            return "ann";
        }

        public @Nullable String getNickname() {
            return null;
        }

        public String greet(String greeting) {
            return greeting + "!";
        }
    }

    interface Service {
        void work(@Nullable Object first, @Nullable Object second);
    }

    @ParameterizedTest
    @MethodSource("keys")
    void aKeyIsMadeOfTheArguments(String expression, @Nullable Object first, @Nullable Object second, String name) {
        assertThat(evaluate(expression, first, second)).isEqualTo(name);
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("'order:' + #first", 42L, null, "order:42"),
                Arguments.of("#first", "text", null, "text"),
                Arguments.of("#p1 + ':' + #a0", "a", "b", "b:a"),
                Arguments.of("'order:' + #first + ':' + #second", 1, 2, "order:1:2"),
                Arguments.of("'order:' + (#first + #second)", 1, 2, "order:3"),
                Arguments.of("#first + #second", 1, 2, "3"),
                Arguments.of("'id:' + #first", ID, null, "id:" + ID),
                Arguments.of("'p:' + #first.name", new Person(), null, "p:ann"),
                Arguments.of("'p:' + #first?.name", new Person(), null, "p:ann"),
                Arguments.of("#first.greet('hi')", new Person(), null, "hi!"),
                Arguments.of("#root.methodName + ':' + #first", "x", null, "work:x"),
                Arguments.of("methodName + args[0]", "x", null, "workx"),
                Arguments.of("#first != null ? 'a:' + #first : 'b:' + #second", null, 7, "b:7"),
                Arguments.of("#first ?: 'all'", null, null, "all"),
                Arguments.of("#first ?: 'x' + #second", 1, null, "1"),
                Arguments.of("#first ?: 'x' + #second", null, 2, "x2"),
                Arguments.of("#root.target.toString() + #first", 1, null, "service1"),
                Arguments.of("#first.![#this * 2]", List.of(1, 2), null, "2:4"),
                Arguments.of("{'m', #first, #second}", "a:b", "c", "m:a%3Ab:c"),
                Arguments.of("{'m', #first, #second}", "a", "b:c", "m:a:b%3Ac"),
                Arguments.of("{'m', #first}", "a%3Ab", null, "m:a%253Ab"),
                Arguments.of("'nightly-report'", null, null, "nightly-report"));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void aPartThatTellsNothingApartIsRefused(String expression, @Nullable Object first, String problem) {
        assertThatThrownBy(() -> evaluate(expression, first, null))
                .isInstanceOf(LockKeyException.class)
                .hasMessageContaining("Key \"" + expression + "\"")
                .hasMessageContaining(Service.class.getName() + ".work()")
                .hasMessageContaining(problem)
                .hasMessageContaining("was not run");
    }

    static Stream<Arguments> missing() {
        return Stream.of(
                Arguments.of("#first", null, "'#first' is null"),
                Arguments.of("'order:' + #first", null, "'#first' is null"),
                Arguments.of("'a:' + #p0 + ':b'", null, "'#p0' is null"),
                Arguments.of("'order:' + #first", "", "'#first' is blank"),
                Arguments.of("'order:' + #first", " \t", "'#first' is blank"),
                Arguments.of("'p:' + #first.nickname", new Person(), "is null"),
                Arguments.of("'p:' + #first?.name", null, "is null"),
                Arguments.of("#first.greet('x' + #second)", new Person(), "'#second' is null"),
                Arguments.of("{'m', #first}", null, "'#first' is null"),
                Arguments.of("#first", Arrays.asList("a", null), "'#first' is null"),
                Arguments.of("true ? 'a' + #first : 'b'", null, "'#first' is null"),
                Arguments.of("#first ?: 'x' + #second", null, "'#second' is null"),
                Arguments.of("'s:' + #first", Set.of("a", "b"), "whose order may differ in each process"),
                Arguments.of("#first", Set.of("a", "b"), "sort its values into a list"),
                Arguments.of("'m:' + #first", Map.of("a", 1), "whose order may differ in each process"),
                Arguments.of("'p:' + #first", new Person(), "without a toString() of its own"),
                Arguments.of("'p:' + #first", new int[] {1}, "without a toString() of its own"),
                Arguments.of("' '", null, "is blank"));
    }

    @Test
    void anEmptyListNamesNoLock() {
        assertThatThrownBy(() -> evaluate("#first", List.of(), null))
                .isInstanceOf(LockKeyException.class)
                .hasMessageContaining("is blank");
    }

    @Test
    void anEmptyOptionalNamesNoLock() {
        assertThatThrownBy(() -> evaluate("'order:' + #first", Optional.empty(), null))
                .isInstanceOf(LockKeyException.class)
                .hasMessageContaining("is empty");
        assertThat(evaluate("'order:' + #first", Optional.of(42), null)).isEqualTo("order:42");
    }

    @Test
    void anExpressionThatFailsOnTheArgumentsIsRefused() {
        assertThatThrownBy(() -> evaluate("'p:' + #first.name", null, null))
                .isInstanceOf(LockKeyException.class)
                .hasMessageContaining("'name' cannot be found on null");
        assertThatThrownBy(() -> evaluate("'p:' + #first.secret", new Person(), null))
                .isInstanceOf(LockKeyException.class)
                .hasMessageContaining("'secret' cannot be found");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    'order:' + #frist            | refers to #frist, which is no parameter; there are [a0, a1, first, p0, p1, second]
                    'a' + #first.greet(#frist)   | refers to #frist
                    {'a', #frist}                | refers to #frist
                    order                        | refers to 'order', which is neither an argument nor quoted text
                    'order:' + first             | refers to 'first', which is neither an argument nor quoted text
                    'order:' + #first +          | is not a SpEL expression
                    'order                       | is not a SpEL expression
                    `   `                        | is not a SpEL expression
                    greet(#first)                | calls greet(#first) on nothing
                    #first.!['o:' + #this]       | concatenates inside of a projection
                    T(java.lang.Runtime)         | types, constructors, beans and assignments are not available
                    new String('a')              | types, constructors, beans and assignments are not available
                    @bean.name                   | types, constructors, beans and assignments are not available
                    #first = 'a'                 | types, constructors, beans and assignments are not available
                    """)
    void aMistakeIsFoundBeforeTheFirstCall(String expression, String problem) {
        Method method = method();

        assertThatThrownBy(() -> KeyExpression.parse(expression, new MethodPlace(Service.class, method), text -> text))
                .isInstanceOf(LockDeclarationException.class)
                .hasMessageContaining("@DistributedLock on " + Service.class.getName() + ".work(")
                .hasMessageContaining("): key \"" + expression)
                .hasMessageContaining(problem)
                .extracting(e -> ((LockDeclarationException) e).remedy())
                .asString()
                .isNotBlank();
    }

    private static String evaluate(String expression, @Nullable Object first, @Nullable Object second) {
        Object target = new Object() {
            @Override
            public String toString() {
                return "service";
            }
        };
        return KeyExpression.parse(expression, new MethodPlace(Service.class, method()), text -> text)
                .evaluate(target, Arrays.asList(first, second).toArray());
    }

    @Test
    void aClassCompiledWithoutParameterNamesIsTold() throws NoSuchMethodException {
        Method compare = Comparator.class.getMethod("compare", Object.class, Object.class);
        MethodPlace place = new MethodPlace(Comparator.class, compare);

        assertThatThrownBy(() -> KeyExpression.parse("#o1", place, text -> text))
                .isInstanceOf(LockDeclarationException.class)
                .hasMessageContaining("key \"#o1\" refers to #o1, which is no parameter; there are [a0, a1, p0, p1].")
                .hasMessageContaining("If only #a0, #p0 are known, compile with -parameters.");
        assertThat(KeyExpression.parse("#p1", place, text -> text).evaluate("target", new Object[] {"a", "b"}))
                .isEqualTo("b");
    }

    private static Method method() {
        try {
            return Service.class.getDeclaredMethod("work", Object.class, Object.class);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
