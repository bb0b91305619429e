package io.github.latchkey.sample.longjob;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Here there can be no process that is stopped: 409. */
final class NoHolderException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    NoHolderException(String detail) {
        super(HttpStatus.CONFLICT);
        setType(URI.create("urn:sample:no-holder"));
        setDetail(detail);
    }
}
