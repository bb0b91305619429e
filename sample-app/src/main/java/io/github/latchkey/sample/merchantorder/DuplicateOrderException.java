package io.github.latchkey.sample.merchantorder;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The merchant has submitted the number before: 409. */
final class DuplicateOrderException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    DuplicateOrderException(long merchantId, String outTradeNo) {
        super(HttpStatus.CONFLICT);
        setType(URI.create("urn:sample:duplicate-order"));
        setDetail("Merchant " + merchantId + " has submitted order " + outTradeNo + " before.");
    }
}
