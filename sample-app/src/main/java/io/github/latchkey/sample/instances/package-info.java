/** The instances of the sample that share one database, and which of them are up. */
@NullMarked
package io.github.latchkey.sample.instances;

import org.jspecify.annotations.NullMarked;
