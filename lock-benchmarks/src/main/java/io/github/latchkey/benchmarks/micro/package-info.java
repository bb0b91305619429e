/** JMH benchmarks of what happens within one JVM. */
@NullMarked
package io.github.latchkey.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
