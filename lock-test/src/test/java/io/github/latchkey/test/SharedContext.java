package io.github.latchkey.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.ApplicationContext;

/** The one context of several test classes. */
final class SharedContext {

    private static final AtomicReference<ApplicationContext> FIRST = new AtomicReference<>();

    private SharedContext() {}

    static void assertSame(ApplicationContext context) {
        FIRST.compareAndSet(null, context);
        assertThat(context).isSameAs(FIRST.get());
    }
}
