package io.github.latchkey.test;

import io.github.latchkey.LockLease;
import io.github.latchkey.LockRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request of the application, and what became of it. Written by the thread that asks or is answered, read by others. */
final class Call {

    private final LockRequest request;
    private final @Nullable Object owner;
    private final Thread thread = Thread.currentThread();
    private volatile @Nullable LockLease lease;
    private volatile @Nullable String refusal;
    private volatile boolean asked;

    /** Begins with whose request it is: nobody's for one that blocks no thread and names no owner. */
    Call(LockRequest request, @Nullable Object owner) {
        this.request = request;
        this.owner = owner;
    }

    List<String> names() {
        return request.names();
    }

    @Nullable String label() {
        return request.label();
    }

    @Nullable Object owner() {
        return owner;
    }

    /** Notes that the request stands in line, and that no thread waits for its answer. */
    void asked() {
        asked = true;
    }

    void granted(LockLease granted) {
        lease = granted;
    }

    void refused(String why) {
        refusal = why;
    }

    boolean wasGranted() {
        return lease != null;
    }

    boolean isOpen() {
        return lease == null && refusal == null;
    }

    /** Whether the request waits, or soon will. */
    boolean stands(Waits waits) {
        return isOpen() && (asked || waits.isWaiting(thread));
    }

    /** What is held by it at this moment. */
    @Nullable LockLease held() {
        LockLease granted = lease;
        return granted != null && granted.isHeld() ? granted : null;
    }

    @Override
    public String toString() {
        String what = (label() == null ? "a call" : label()) + " under '" + String.join("', '", names()) + "'";
        return refusal == null ? what : what + " (not run: " + refusal + ")";
    }
}
