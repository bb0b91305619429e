package io.github.latchkey.sample.races;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Another race runs: 409. */
final class RaceRunningException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    RaceRunningException(RaceReport running) {
        super(HttpStatus.CONFLICT);
        setType(URI.create("urn:sample:race-running"));
        setDetail("Race " + running.id() + " is running (" + running.name() + " with " + running.strategy() + ", "
                + running.requests()
                + " requests), and two would spoil each other's figures; ask again when GET /api/races/"
                + running.id() + " says that it is over.");
        getBody().setProperty("raceId", running.id());
    }
}
