/** What the sample's services call elsewhere, simulated. */
@NullMarked
package io.github.latchkey.sample.remote;

import org.jspecify.annotations.NullMarked;
