/** For the tests of those who use locks: a store without Redis, a clock moved by hand, failures on demand, and what ran under which lock. */
@NullMarked
package io.github.latchkey.test;

import org.jspecify.annotations.NullMarked;
