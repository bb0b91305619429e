package io.github.latchkey.sample.longjob;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no such job: 404. */
final class UnknownJobException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    UnknownJobException(long jobId) {
        super(HttpStatus.NOT_FOUND);
        setType(URI.create("urn:sample:unknown-job"));
        setDetail("There is no job " + jobId + ".");
    }
}
