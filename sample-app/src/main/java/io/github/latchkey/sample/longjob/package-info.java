/** Case C7: a long job outlives its lease, because the process of its holder is stopped; see {@link LongJobCase}. */
@NullMarked
package io.github.latchkey.sample.longjob;

import org.jspecify.annotations.NullMarked;
