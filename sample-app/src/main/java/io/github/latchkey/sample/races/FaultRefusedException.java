package io.github.latchkey.sample.races;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A fault is not possible here, or not now: 409. */
final class FaultRefusedException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    FaultRefusedException(String detail) {
        super(HttpStatus.CONFLICT);
        setType(URI.create("urn:sample:fault-refused"));
        setDetail(detail);
    }
}
