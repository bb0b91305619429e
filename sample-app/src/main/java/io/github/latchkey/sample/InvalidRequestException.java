package io.github.latchkey.sample;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A request that asks for something out of its limits: 400. */
public final class InvalidRequestException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the detail names the parameter, its value and the limit. */
    public InvalidRequestException(String detail) {
        super(HttpStatus.BAD_REQUEST);
        setType(URI.create("urn:sample:invalid-request"));
        setDetail(detail);
    }

    /** Returns the value if it is there and within the limits. */
    public static long inRange(String name, @Nullable Long value, long min, long max) {
        if (value == null) {
            throw new InvalidRequestException(name + " is missing; give a number from " + min + " to " + max + ".");
        }
        if (value < min || value > max) {
            throw new InvalidRequestException(name + " is " + value + ", but must be from " + min + " to " + max + ".");
        }
        return value;
    }
}
