package io.github.latchkey.sample.races;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** So many races wait already that no further one is taken: 409. */
final class TooManyRacesException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    TooManyRacesException(int most) {
        super(HttpStatus.CONFLICT);
        setType(URI.create("urn:sample:too-many-races"));
        setDetail(most + " races wait already; ask again when GET /api/races shows fewer.");
    }
}
