/** Things to break on purpose: a network, processes, clocks. Each touches what a test has started itself, and nothing else. */
@NullMarked
package io.github.latchkey.fault.machine;

import org.jspecify.annotations.NullMarked;
