/** Case C8: a scheduled job that every instance starts and only one may run. */
@NullMarked
package io.github.latchkey.sample.scheduledjob;

import org.jspecify.annotations.NullMarked;
