package io.github.latchkey.sample.races;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** No race was run since the start: 404. */
final class NoRaceException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    NoRaceException() {
        super(HttpStatus.NOT_FOUND);
        setType(URI.create("urn:sample:no-race"));
        setDetail("No race was run since the start; run one with POST /api/races/cancel-pay.");
    }
}
