package io.github.latchkey.sample.merchantorder;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** There is no such order: 404. */
final class UnknownMerchantOrderException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    UnknownMerchantOrderException(long id) {
        super(HttpStatus.NOT_FOUND);
        setType(URI.create("urn:sample:unknown-merchant-order"));
        setDetail("There is no merchant order " + id + ".");
    }
}
