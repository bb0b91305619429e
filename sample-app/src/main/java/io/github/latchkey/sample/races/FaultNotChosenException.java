package io.github.latchkey.sample.races;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A race waited for somebody to say what befalls the holder, and nobody did: 408. */
public final class FaultNotChosenException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    FaultNotChosenException(int seconds) {
        super(HttpStatus.REQUEST_TIMEOUT);
        setType(URI.create("urn:sample:no-fault"));
        setDetail("Nobody said within " + seconds + " s what is to befall the holder; run the race again, and post to"
                + " /api/races/{id}/faults/{fault}.");
    }
}
