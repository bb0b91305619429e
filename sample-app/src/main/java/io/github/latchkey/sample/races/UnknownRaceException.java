package io.github.latchkey.sample.races;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no such case, or no race with such an id: 404. */
final class UnknownRaceException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    UnknownRaceException(String detail) {
        super(HttpStatus.NOT_FOUND);
        setType(URI.create("urn:sample:no-race"));
        setDetail(detail);
    }
}
