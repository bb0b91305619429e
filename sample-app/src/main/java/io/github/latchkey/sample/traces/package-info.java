/** What each call of a race does and when: recorded while it runs, for the page that shows it. */
@NullMarked
package io.github.latchkey.sample.traces;

import org.jspecify.annotations.NullMarked;
