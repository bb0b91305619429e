package com.example.shop

import io.github.latchkey.LockBusyException
import io.github.latchkey.redis.RedisServer
import io.github.latchkey.spring.DistributedLock
import io.github.latchkey.spring.OnBusy
import io.github.latchkey.spring.OnLost
import io.github.latchkey.spring.ReactiveLockContext
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.launch
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.AfterAll
import org.junit.jupiter.api.Test
import org.springframework.beans.factory.annotation.Autowired
import org.springframework.boot.SpringBootVersion
import org.springframework.boot.builder.SpringApplicationBuilder
import org.springframework.boot.test.context.SpringBootTest
import org.springframework.data.redis.core.StringRedisTemplate
import org.springframework.test.context.DynamicPropertyRegistry
import org.springframework.test.context.DynamicPropertySource

@SpringBootTest
class SuspendFunctionsTest {

    @Autowired
    private lateinit var orders: OrderService

    @Autowired
    private lateinit var redis: StringRedisTemplate

    @Test
    fun `the lock is in Redis while the function runs, and gone when it returns`() = runBlocking<Unit> {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("boot.version"))

        val paid = orders.pay(1) {
            delay(20)
            "paid, locked: ${isLocked(1)}"
        }

        assertThat(paid).isEqualTo("paid, locked: true")
        assertThat(isLocked(1)).isFalse()
        orders.close(1) { assertThat(isLocked(1)).isTrue() }
        assertThat(isLocked(1)).isFalse()
    }

    @Test
    fun `waiting blocks no thread, for all wait on one`() = runBlocking<Unit> {
        var inside = 0

        val paid = (1..50).map { async { orders.pay(2) {
            inside++
            delay(1)
            "paid ${inside--}"
        } } }.awaitAll()

        assertThat(paid).hasSize(50).containsOnly("paid 1")
    }

    @Test
    fun `a failure reaches the caller as it is and frees the lock`() = runBlocking<Unit> {
        val failure = runCatching { orders.pay(3) { throw IllegalStateException("card refused") } }.exceptionOrNull()

        assertThat(failure).isInstanceOf(IllegalStateException::class.java).hasMessage("card refused")
        assertThat(isLocked(3)).isFalse()
    }

    @Test
    fun `cancelling the wait or the work frees the lock`() = runBlocking<Unit> {
        val started = CompletableDeferred<Unit>()
        var ran = false
        val working = launch { orders.pay(4) {
            started.complete(Unit)
            awaitCancellation()
        } }
        started.await()
        val waiting = launch { orders.pay(4) {
            ran = true
            "paid"
        } }
        delay(50)
        waiting.cancelAndJoin()
        assertThat(isLocked(4)).isTrue()

        working.cancelAndJoin()

        withTimeout(10_000) { while (isLocked(4)) delay(10) }
        assertThat(orders.tryToPay(4) { "paid" }).isEqualTo("paid")
        assertThat(ran).isFalse()
    }

    @Test
    fun `what is held around a call is entered again, on any dispatcher`() = runBlocking<Unit> {
        val paid = orders.pay(5) {
            withContext(Dispatchers.Default) {
                orders.tryToPay(5) {
                    "${ReactiveLockContext.current().awaitSingle().lease().name()} nested"
                }
            }
        }

        assertThat(paid).isEqualTo("order:5 nested")
        assertThat(isLocked(5)).isFalse()
    }

    @Test
    fun `a busy lock is answered as the policy says`() = runBlocking<Unit> {
        val started = CompletableDeferred<Unit>()
        val holder = launch { orders.pay(6) {
            started.complete(Unit)
            awaitCancellation()
        } }
        started.await()

        assertThat(orders.skip(6)).isNull()
        assertThat(orders.another(6)).startsWith("not 6: Lock 'order:6' not acquired within")
        assertThat(runCatching { orders.tryToPay(6) { "paid" } }.exceptionOrNull())
            .isInstanceOf(LockBusyException::class.java)
        holder.cancelAndJoin()
    }

    @Test
    fun `what cannot be locked fails the start`() {
        assertThatThrownBy { start(SkipsAString::class.java) }.hasStackTraceContaining(
            "onBusy is SKIP, but the result is not nullable, and a skipped call has none.")
        assertThatThrownBy { start(ReturnsAFlow::class.java) }.hasStackTraceContaining(
            "it returns Flow, whose work goes on after the method, while the lock would be given back at its end.")
        assertThatThrownBy { start(Interrupts::class.java) }.hasStackTraceContaining(
            "onLost is INTERRUPT, but the work of a method that returns String has no thread of its own")
        assertThatThrownBy { start(FallsBackOnAnInt::class.java) }.hasStackTraceContaining(
            "fallback 'another' returns Integer, but the method String.")
    }

    private fun isLocked(orderId: Long): Boolean = redis.hasKey("lock:{order:$orderId}")

    private fun start(bean: Class<*>) {
        SpringApplicationBuilder(ShopApplication::class.java, bean)
            .run("--distributed-lock.store=memory").close()
    }

    open class SkipsAString {
        @DistributedLock(key = ["'a'"], onBusy = OnBusy.SKIP)
        open suspend fun work(): String = "done"
    }

    open class ReturnsAFlow {
        @DistributedLock(key = ["'a'"])
        open suspend fun work(): Flow<String> = flowOf("done")
    }

    open class Interrupts {
        @DistributedLock(key = ["'a'"], onLost = OnLost.INTERRUPT)
        open suspend fun work(): String = "done"
    }

    open class FallsBackOnAnInt {
        @DistributedLock(key = ["'a'"], onBusy = OnBusy.FALLBACK, fallback = "another")
        open suspend fun work(): String = "done"

        open suspend fun another(): Int = 1
    }

    companion object {

        private val REDIS = RedisServer.start()

        @JvmStatic
        @DynamicPropertySource
        fun ownRedis(properties: DynamicPropertyRegistry) {
            properties.add("spring.data.redis.host") { "127.0.0.1" }
            properties.add("spring.data.redis.port") { REDIS.port() }
        }

        @JvmStatic
        @AfterAll
        fun stop() = REDIS.close()
    }
}
