package io.github.latchkey.spring.aot;

import io.github.latchkey.spring.DistributedLock;
import io.github.latchkey.spring.KeyRoot;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** What every application needs: the scripts, the annotation, and what expressions read of {@code #root}. */
final class LockHints implements RuntimeHintsRegistrar {

    @Override
    public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
        hints.resources().registerPattern("io/github/latchkey/redis/*.lua");
        hints.reflection().registerType(KeyRoot.class, MemberCategory.INVOKE_PUBLIC_METHODS);
        // An annotation that is composed of this one is read through a proxy.
        hints.reflection().registerType(DistributedLock.class, MemberCategory.INVOKE_DECLARED_METHODS);
        hints.proxies().registerJdkProxy(DistributedLock.class);
    }
}
