package io.github.latchkey.sample.races;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** So many pages watch races already that no further one can: 503. */
final class TooManyStreamsException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    TooManyStreamsException(int most) {
        super(HttpStatus.SERVICE_UNAVAILABLE);
        setType(URI.create("urn:sample:too-many-streams"));
        setDetail(most + " pages watch races already; close one, or read GET /api/races/{id} instead.");
    }
}
