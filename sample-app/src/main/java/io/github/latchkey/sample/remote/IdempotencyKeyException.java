package io.github.latchkey.sample.remote;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The gateway was asked under this key before, for another amount: 409. */
public final class IdempotencyKeyException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    IdempotencyKeyException(String key, long cents) {
        super(HttpStatus.CONFLICT);
        setType(URI.create("urn:sample:idempotency-key"));
        setDetail("The payment gateway has booked " + Math.abs(cents) + " cents under the key '" + key
                + "' before; take another id for another amount.");
    }
}
