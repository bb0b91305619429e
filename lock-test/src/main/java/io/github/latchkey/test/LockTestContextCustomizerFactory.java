package io.github.latchkey.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Changes the contexts of tests that are annotated with {@link LockTest}. */
final class LockTestContextCustomizerFactory implements ContextCustomizerFactory {

    LockTestContextCustomizerFactory() {}

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        return TestContextAnnotationUtils.hasAnnotation(testClass, LockTest.class)
                ? new LockTestContextCustomizer()
                : null;
    }
}
