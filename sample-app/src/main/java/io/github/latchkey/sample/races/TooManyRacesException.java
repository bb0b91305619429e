package io.github.latchkey.sample.races;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** So many races run or wait already that no further one is taken: 409. */
final class TooManyRacesException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    TooManyRacesException(String what) {
        super(HttpStatus.CONFLICT);
        setType(URI.create("urn:sample:too-many-races"));
        setDetail(what + "; ask again when GET /api/races shows fewer.");
    }
}
