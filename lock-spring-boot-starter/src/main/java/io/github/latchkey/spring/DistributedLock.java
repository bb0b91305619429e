package io.github.latchkey.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
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
 * method is called through its bean's proxy; a call to {@code this.method()} is not locked. Where the lock is busy for the whole
 * wait the method does not run and the caller gets {@link io.github.latchkey.LockBusyException}; where Redis cannot say, it gets
 * {@link io.github.latchkey.LockStoreException}. Mistakes in a declaration fail the start of the application.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface DistributedLock {

    /**
     * SpEL expression for what is locked. Arguments are {@code #orderId}, {@code #p0} or {@code #a0}, and {@code #root.methodName}
     * works as in {@code @Cacheable}. A list, as in <code>{'merchant', #id}</code>, is one key, its parts joined without collisions.
     * A part that is null, blank or has no {@code toString()} of its own is an error. Types, constructors and beans are not available.
     *
     * @return the expression
     */
    String key();

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
}
