package io.github.latchkey.benchmarks.micro;

import io.github.latchkey.spring.DistributedLock;

/** A bean whose method does nothing but be locked. */
class LockedOrders {

    @DistributedLock(key = "'order:' + #orderId")
    public long cancel(long orderId) {
        return orderId;
    }
}
