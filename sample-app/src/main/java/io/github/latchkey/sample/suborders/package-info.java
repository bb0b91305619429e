/** Case C6: the last sub-order to succeed completes its main order, once. */
@NullMarked
package io.github.latchkey.sample.suborders;

import org.jspecify.annotations.NullMarked;
