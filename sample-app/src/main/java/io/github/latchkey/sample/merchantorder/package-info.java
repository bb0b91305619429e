/** Case C4: a merchant submits the same order number many times at once. */
@NullMarked
package io.github.latchkey.sample.merchantorder;

import org.jspecify.annotations.NullMarked;
