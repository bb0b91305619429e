package io.github.latchkey.sample.races;

import io.github.latchkey.sample.instances.Instance;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Another instance gave no answer on its share of a race: 502. */
final class SilentInstanceException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    SilentInstanceException(Instance instance, String reason, @Nullable Throwable cause) {
        super(HttpStatus.BAD_GATEWAY, ProblemDetail.forStatus(HttpStatus.BAD_GATEWAY), cause);
        setType(URI.create("urn:sample:silent-instance"));
        setDetail("The instance at " + instance.url() + " did not run its share of the race: " + reason);
    }
}
