/** Races of paying against cancelling, and the page that shows their outcome. */
@NullMarked
package io.github.latchkey.sample.races;

import org.jspecify.annotations.NullMarked;
