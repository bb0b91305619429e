package io.github.latchkey.spring.web;

import io.github.latchkey.Busy;
import io.github.latchkey.LockBusyException;
import io.github.latchkey.LockStoreException;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers for lock failures that reach the web layer: busy is 409 with {@code urn:latchkey:busy}, an unreachable store 503 with
 * {@code urn:latchkey:unavailable}, both with {@code Retry-After}. Bodies name no holder, host or key. Stands last, so that the
 * application's own advice wins.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public class LockExceptionAdvice {

    private static final Logger log = LoggerFactory.getLogger(LockExceptionAdvice.class);

    /** Creates the advice. */
    public LockExceptionAdvice() {}

    /**
     * Answers for a busy lock.
     *
     * @param busy what was thrown
     * @return 409
     */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(LockBusyException busy) {
        return answer(
                HttpStatus.CONFLICT,
                "busy",
                "Busy",
                "Somebody else is working on the same thing; try again in a moment.",
                retryAfter(busy));
    }

    /**
     * Answers for a store that cannot say.
     *
     * @param broken what was thrown
     * @return 503
     */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(LockStoreException broken) {
        log.warn("Answering 503: {}", broken.getMessage());
        return answer(
                HttpStatus.SERVICE_UNAVAILABLE,
                "unavailable",
                "Lock unavailable",
                "Nothing was done; try again in a moment.",
                1);
    }

    /** Seconds. When a holder will be done nobody knows, but when a minimum hold is over. */
    private static long retryAfter(LockBusyException busy) {
        boolean givenBack = busy.holder().equals(Busy.NOBODY);
        return givenBack
                ? busy.remaining().map(rest -> rest.plusMillis(999).toSeconds()).orElse(1L)
                : 1;
    }

    private static ResponseEntity<ProblemDetail> answer(
            HttpStatus status, String type, String title, String detail, long retryAfter) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:latchkey:" + type));
        problem.setTitle(title);
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, retryAfter)))
                .body(problem);
    }
}
