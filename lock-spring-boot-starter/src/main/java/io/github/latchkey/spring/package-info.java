/** The {@link io.github.latchkey.spring.DistributedLock} annotation, its checks at start-up, and the advisor that acts on it. */
@NullMarked
package io.github.latchkey.spring;

import org.jspecify.annotations.NullMarked;
