package io.github.latchkey.spring;

import io.github.latchkey.LockMode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs the method of a Spring bean under a distributed lock: the lock is taken before the method, and before its transaction
 * begins, and given back after the transaction has ended, also where the caller's transaction was running already.
 *
 * <pre>{@code
 * @DistributedLock(key = "'order:' + #orderId", waitMs = 2000, leaseMs = 30000)
 * @Transactional
 * public void cancel(long orderId) { ... }
 * }</pre>
 *
 * <p>Methods with equal keys exclude each other, whatever their class. A thread that holds the key already enters at once. The
 * method is called through its bean's proxy; a call to {@code this.method()} is not locked, which {@link LockAssert} tells. Where the
 * lock is busy for the whole wait the method does not run and the caller gets {@link io.github.latchkey.LockBusyException}; where Redis
 * cannot say, it gets {@link io.github.latchkey.LockStoreException}. Mistakes in a declaration fail the start of the application.
 *
 * <p>Of a method that returns a {@code CompletionStage}, {@code CompletableFuture}, {@code Mono}, {@code Flux} or {@code Publisher}, and of
 * a suspend function in Kotlin, the lock is held until the asynchronous work has ended or is cancelled; waiting blocks no thread, and what
 * goes wrong with the lock is an error of the future or the chain. A Mono or Flux is locked with each subscription.
 *
 * <p>Stands on methods of classes and interfaces, on other annotations, which may set its attributes with {@code @AliasFor}, and on a
 * type for all its public methods without one of their own. Several on one method are one request each: first those that do not
 * wait, then in the order of their keys; if one fails, all are given back.
 *
 * <p>Times are whole milliseconds; -1 is the configured default. What {@code distributed-lock.locks.<name>.*} sets for a declared name
 * wins over the annotation.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Repeatable(DistributedLocks.class)
public @interface DistributedLock {

    /**
     * SpEL expressions for what is locked, each one lock; several are taken together or not at all. Arguments are {@code #orderId},
     * {@code #p0} or {@code #a0}, and {@code #root.methodName} works as in {@code @Cacheable}. A list, as in
     * <code>{'merchant', #id}</code>, is one key, its parts joined without collisions. A part that is null, blank or has no
     * {@code toString()} of its own is an error. Placeholders such as <code>${shop.region}</code> are replaced at the start. Types,
     * constructors and beans are not available.
     *
     * @return the expressions
     */
    String[] key();

    /**
     * Declared name, for logs, metrics and configuration: lower-case letters, digits and dashes. It never enters the Redis key.
     * By default made of class and method, as in {@code order-service-cancel}.
     *
     * @return the name, or an empty text for the default
     */
    String name() default "";

    /**
     * How long to wait for a busy lock, in milliseconds; 0 = one true try; -1 = {@code distributed-lock.wait}.
     *
     * @return milliseconds
     */
    long waitMs() default -1;

    /**
     * How long the lock outlives a crashed holder, in milliseconds; it is renewed while the method runs. -1 =
     * {@code distributed-lock.lease}.
     *
     * @return milliseconds
     */
    long leaseMs() default -1;

    /**
     * Whether the lease is renewed while the method runs. Without renewal the lock ends when the lease does, whether or not the
     * method is done.
     *
     * @return true by default
     */
    boolean renew() default true;

    /**
     * How long the lock stays taken at least, in milliseconds from the grant, even after the method has ended; -1 =
     * {@code distributed-lock.min-hold}, which is 0.
     *
     * @return milliseconds
     */
    long minHoldMs() default -1;

    /**
     * How long the lock is held at the most, in milliseconds from the grant: then it is lost, and the next one comes in. -1 =
     * {@code distributed-lock.max-hold}, which is as long as the method runs.
     *
     * @return milliseconds
     */
    long maxHoldMs() default -1;

    /**
     * Whom a holder tolerates beside itself.
     *
     * @return EXCLUSIVE by default
     */
    LockMode mode() default LockMode.EXCLUSIVE;

    /**
     * How many may hold the lock at the same time; 0 = the mode decides. All who use the key are to give the same number.
     *
     * @return 1 to 1,000,000, or 0
     */
    int permits() default 0;

    /**
     * Whether waiters get the lock strictly in the order of their arrival, across processes.
     *
     * @return false by default
     */
    boolean fair() default false;

    /**
     * How many replicas of Redis must have the grant before the method runs, and each renewal before it counts; -1 =
     * {@code distributed-lock.replicas}, which is 0. What fewer confirm is given back, and tried again while the caller waits.
     *
     * @return 0 to 100, at most as many as Redis has, or -1
     */
    int replicas() default -1;

    /**
     * SpEL expression, with the variables of {@link #key()}, that says whether this call is to be locked at all; null counts as false.
     *
     * @return the expression, or an empty text for always
     */
    String condition() default "";

    /**
     * What to do where somebody else has the lock for the whole wait.
     *
     * @return THROW by default
     */
    OnBusy onBusy() default OnBusy.THROW;

    /**
     * Method of the same class to call instead of this one, for {@link OnBusy#FALLBACK}: with the same parameters, and optionally a
     * {@link io.github.latchkey.LockBusyException} after them.
     *
     * @return the method's name
     */
    String fallback() default "";

    /**
     * What to do where the lock is lost while the method runs.
     *
     * @return REPORT by default
     */
    OnLost onLost() default OnLost.REPORT;

    /**
     * What keeps a holder that has lost its lock from committing.
     *
     * @return LEASE by default
     */
    Guard guard() default Guard.LEASE;

    /**
     * Name of the {@link io.github.latchkey.LockClient} bean to use.
     *
     * @return a bean name, or an empty text for the only or primary one
     */
    String client() default "";
}
