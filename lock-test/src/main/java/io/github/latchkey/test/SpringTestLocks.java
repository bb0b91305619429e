package io.github.latchkey.test;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** The locks of a test's context. In a class of its own, for Spring may be missing. */
final class SpringTestLocks {

    private SpringTestLocks() {}

    static TestLocks of(ExtensionContext context) {
        return SpringExtension.getApplicationContext(context).getBean(TestLocks.class);
    }
}
