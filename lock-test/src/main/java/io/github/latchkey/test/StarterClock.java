package io.github.latchkey.test;

import io.github.latchkey.spring.autoconfigure.LockClientCustomizer;
import org.springframework.beans.factory.config.BeanDefinition;

/** Puts the starter's client on the clock of a test. In a class of its own, for the starter may be missing. */
final class StarterClock {

    private StarterClock() {}

    static BeanDefinition of(TestLocks locks) {
        return LockTestContextCustomizer.bean(
                LockClientCustomizer.class, () -> builder -> builder.timer(locks.newTimer()));
    }
}
