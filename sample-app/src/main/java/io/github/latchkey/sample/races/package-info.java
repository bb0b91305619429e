/** Races: many calls of one business case at the same time, spread over instances, and what came of them. */
@NullMarked
package io.github.latchkey.sample.races;

import org.jspecify.annotations.NullMarked;
