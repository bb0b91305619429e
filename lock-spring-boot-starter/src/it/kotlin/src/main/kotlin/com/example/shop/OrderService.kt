package com.example.shop

import io.github.latchkey.LockBusyException
import io.github.latchkey.spring.DistributedLock
import io.github.latchkey.spring.OnBusy
import org.springframework.stereotype.Service

@Service
open class OrderService {

    @DistributedLock(key = ["'order:' + #orderId"], waitMs = 15000)
    open suspend fun pay(orderId: Long, work: suspend () -> String): String = work()

    @DistributedLock(key = ["'order:' + #p0"], waitMs = 0)
    open suspend fun tryToPay(orderId: Long, work: suspend () -> String): String = work()

    @DistributedLock(key = ["'order:' + #orderId"], waitMs = 0)
    open suspend fun close(orderId: Long, work: suspend () -> Unit) = work()

    @DistributedLock(key = ["'order:' + #orderId"], waitMs = 0, onBusy = OnBusy.SKIP)
    open suspend fun skip(orderId: Long): String? = "done"

    @DistributedLock(key = ["'order:' + #orderId"], waitMs = 0, onBusy = OnBusy.FALLBACK, fallback = "not")
    open suspend fun another(orderId: Long): String = "done"

    private suspend fun not(orderId: Long, busy: LockBusyException): String = "not $orderId: ${busy.message}"
}
