/** Case C2: a flash sale with more users than items, of which each user gets at most one. */
@NullMarked
package io.github.latchkey.sample.flashsale;

import org.jspecify.annotations.NullMarked;
