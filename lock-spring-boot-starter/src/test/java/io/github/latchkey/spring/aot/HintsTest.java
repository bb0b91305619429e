package io.github.latchkey.spring.aot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.resource;

import io.github.latchkey.LockClient;
import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.KeyRoot;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.ExecutableHint;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.javapoet.ClassName;

/** What the starter says when an application with it is processed ahead of time. */
class HintsTest {

    @Test
    void everyScriptIsTakenAlong() throws IOException {
        RuntimeHints hints = hintsFor(Plain.class);

        Resource[] scripts = new PathMatchingResourcePatternResolver(LockClient.class.getClassLoader())
                .getResources("classpath*:io/github/latchkey/**/*.lua");
        assertThat(scripts).hasSizeGreaterThan(3).allSatisfy(script -> assertThat(
                        resource().forResource("io/github/latchkey/redis/" + script.getFilename()))
                .accepts(hints));
    }

    @Test
    void expressionsCanReadTheRoot() {
        assertThat(categories(hintsFor(Plain.class), KeyRoot.class)).contains(MemberCategory.INVOKE_PUBLIC_METHODS);
    }

    @Test
    void methodsOfALockedBeanAreKeptAndThePropertiesOfTheirArguments() {
        RuntimeHints hints = hintsFor(Orders.class);

        assertThat(categories(hints, Orders.class)).contains(MemberCategory.INVOKE_DECLARED_METHODS);
        assertThat(methods(hints, Order.class)).contains("id", "customer");
        assertThat(methods(hints, Customer.class)).contains("name");
    }

    @Test
    void anAnnotationOfTheInterfaceCountsToo() {
        RuntimeHints hints = hintsFor(ParcelShipping.class);

        assertThat(categories(hints, Shipping.class)).contains(MemberCategory.INVOKE_DECLARED_METHODS);
        assertThat(methods(hints, Order.class)).contains("id");
    }

    @Test
    void everyMethodOfAnAnnotatedClassIsLocked() {
        assertThat(methods(hintsFor(Ledger.class), Order.class)).contains("id");
    }

    @Test
    void otherBeansAreNotTouched() {
        RuntimeHints hints = hintsFor(Plain.class);

        assertThat(categories(hints, Plain.class)).doesNotContain(MemberCategory.INVOKE_DECLARED_METHODS);
        assertThat(methods(hints, Order.class)).isEmpty();
    }

    private static Stream<MemberCategory> categories(RuntimeHints hints, Class<?> type) {
        return Stream.ofNullable(hints.reflection().getTypeHint(type))
                .flatMap(hint -> hint.getMemberCategories().stream());
    }

    private static Stream<String> methods(RuntimeHints hints, Class<?> type) {
        return Stream.ofNullable(hints.reflection().getTypeHint(type))
                .flatMap(TypeHint::methods)
                .map(ExecutableHint::getName);
    }

    private static RuntimeHints hintsFor(Class<?> bean) {
        DefaultGenerationContext generation = new DefaultGenerationContext(
                new ClassNameGenerator(ClassName.get(HintsTest.class)), new InMemoryGeneratedFiles());
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.registerBean(bean);
            new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        }
        return generation.getRuntimeHints();
    }

    record Order(long id, Customer customer) {}

    record Customer(String name) {}

    static class Plain {
        public void note(Order order) {}
    }

    static class Orders {
        @DistributedLock(key = "#order.customer.name")
        public void pay(Order order) {}
    }

    interface Shipping {
        @DistributedLock(key = "#order.id")
        void ship(Order order);
    }

    static class ParcelShipping implements Shipping {
        @Override
        public void ship(Order order) {}
    }

    @DistributedLock(key = "'ledger'")
    static class Ledger {
        public void book(Order order) {}
    }
}
