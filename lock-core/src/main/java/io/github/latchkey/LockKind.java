package io.github.latchkey;

/**
 * Whom a holder tolerates, and who is next.
 *
 * @param mode      exclusive, or shared with others of the same mode
 * @param permits   how many holders there may be at the same time, each with one permit; 0 = no permits, the mode decides
 * @param fair      whether waiters get the lock strictly in the order of their arrival, across processes
 * @param reentrant whether an owner that holds the name gets a nested lease on it
 */
public record LockKind(LockMode mode, int permits, boolean fair, boolean reentrant) {

    static final LockKind DEFAULTS = new LockKind(LockMode.EXCLUSIVE, 0, false, true);

    private static final int MAX_PERMITS = 1_000_000;

    LockKind mode(LockMode changed) {
        return new LockKind(changed, permits, fair, reentrant);
    }

    LockKind permits(int changed) {
        return new LockKind(mode, changed, fair, reentrant);
    }

    LockKind fair(boolean changed) {
        return new LockKind(mode, permits, changed, reentrant);
    }

    LockKind reentrant(boolean changed) {
        return new LockKind(mode, permits, fair, changed);
    }

    boolean isExclusive() {
        return mode == LockMode.EXCLUSIVE && permits == 0;
    }

    /** How an owner id says it. */
    String code() {
        if (permits > 0) {
            return "p" + permits;
        }
        return mode == LockMode.SHARED ? "s" : "x";
    }

    String describe() {
        return permits > 0 ? "one of " + permits + " permits" : mode.toString();
    }

    /** Whether one who holds the lock as this may do what the other kind allows. */
    boolean covers(LockKind other) {
        return isExclusive() || code().equals(other.code());
    }

    void check(String name) {
        if (permits < 0 || permits > MAX_PERMITS) {
            throw new LockUsageException("permits of lock " + Display.name(name) + " is " + permits
                    + ", but must be between 1 and " + MAX_PERMITS + ", or 0 for none.");
        }
    }

    void checkTogether(String name) {
        if (permits > 0 && mode == LockMode.SHARED) {
            throw new LockUsageException("Lock " + Display.name(name) + " is asked for as SHARED and with " + permits
                    + " permits; shared holders are not counted, so choose one of the two.");
        }
    }
}
