package io.github.latchkey.test;

import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Finds the locks of a test, in its Spring context or in its own store, begins anew before each test, and resolves parameters. */
final class LockTestExtension implements BeforeEachCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(TestLocks.class);
    private static final String SPRING = "org.springframework.test.context.junit.jupiter.SpringExtension";
    private static final String AUTOWIRED = "org.springframework.beans.factory.annotation.Autowired";

    @Override
    public void beforeEach(ExtensionContext context) {
        locks(context).reset();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        // Spring resolves those itself, and two resolvers for one parameter are an error.
        return parameter.getParameter().getType() == TestLocks.class
                && !isAutowired(parameter.getParameter())
                && !isAutowired(parameter.getDeclaringExecutable());
    }

    @Override
    public TestLocks resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return locks(context);
    }

    private static TestLocks locks(ExtensionContext context) {
        if (isSpringTest(context.getRequiredTestClass())) {
            return SpringTestLocks.of(context);
        }
        ExtensionContext.Store store = context.getStore(NAMESPACE);
        TestLocks known = store.get(TestLocks.class, TestLocks.class);
        TestLocks locks = known == null ? TestLocks.create() : known;
        store.put(TestLocks.class, locks);
        return locks;
    }

    private static boolean isSpringTest(@Nullable Class<?> testClass) {
        return testClass != null
                && (extensions(testClass).anyMatch(type -> type.getName().equals(SPRING))
                        || isSpringTest(testClass.getEnclosingClass()));
    }

    private static Stream<Class<?>> extensions(Class<?> testClass) {
        return AnnotationSupport.findRepeatableAnnotations(testClass, ExtendWith.class).stream()
                .flatMap(extendWith -> Stream.of(extendWith.value()));
    }

    private static boolean isAutowired(AnnotatedElement element) {
        return Arrays.stream(element.getAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().equals(AUTOWIRED));
    }
}
