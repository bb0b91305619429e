/** The database of the sample. */
@NullMarked
package io.github.latchkey.sample.database;

import org.jspecify.annotations.NullMarked;
