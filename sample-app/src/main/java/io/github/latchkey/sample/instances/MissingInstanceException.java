package io.github.latchkey.sample.instances;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Fewer instances are up than a request asks for: 409. */
final class MissingInstanceException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    MissingInstanceException(int wanted, int up) {
        super(HttpStatus.CONFLICT);
        setType(URI.create("urn:sample:missing-instance"));
        setDetail("instances is " + wanted + ", but " + up + " " + (up == 1 ? "is" : "are")
                + " up, see GET /api/instances; start another one, which joins by itself.");
    }
}
