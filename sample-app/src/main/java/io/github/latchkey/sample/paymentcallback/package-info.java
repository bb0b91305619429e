/** Case C3: the provider calls back several times for one payment, and one follow-up may come of it. */
@NullMarked
package io.github.latchkey.sample.paymentcallback;

import org.jspecify.annotations.NullMarked;
