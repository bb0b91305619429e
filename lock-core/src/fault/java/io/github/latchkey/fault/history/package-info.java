/**
 * What happened in a run, and whether it was right: events, and pure checkers over a list of them. No I/O but {@code HistoryFile}, so a
 * simulation on virtual time can be judged by the same classes as real processes.
 */
@NullMarked
package io.github.latchkey.fault.history;

import org.jspecify.annotations.NullMarked;
