/** Case C1: an order is paid by one request while another one cancels it. */
@NullMarked
package io.github.latchkey.sample.cancelpay;

import org.jspecify.annotations.NullMarked;
