package io.github.latchkey.sample.races;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A race waited for somebody to say what befalls the holder, in vain: 408. */
public final class FaultNotChosenException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    FaultNotChosenException(String why) {
        super(HttpStatus.REQUEST_TIMEOUT);
        setType(URI.create("urn:sample:no-fault"));
        setDetail(why + "; run the race again, and post to /api/races/{id}/faults/{fault}.");
    }
}
