/** Case C5: parts of one payment are refunded by several requests at the same time. */
@NullMarked
package io.github.latchkey.sample.refund;

import org.jspecify.annotations.NullMarked;
