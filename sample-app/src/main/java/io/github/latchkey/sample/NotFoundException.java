package io.github.latchkey.sample;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A request that names something which is not there: 404. */
public final class NotFoundException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception for an id of something, such as an order. */
    public NotFoundException(String what, long id) {
        this(what, String.valueOf(id));
    }

    /** Creates the exception for something that is named by more than an id. */
    public NotFoundException(String what, String which) {
        super(HttpStatus.NOT_FOUND);
        setType(URI.create("urn:sample:unknown-" + what.replace(' ', '-')));
        setDetail("There is no " + what + " " + which + ".");
    }
}
