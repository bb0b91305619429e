package io.github.latchkey.sample.cancelpay;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The order was paid or cancelled before: 409. */
final class OrderStateException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    OrderStateException(Order order, String wanted) {
        super(HttpStatus.CONFLICT);
        setType(URI.create("urn:sample:order-state"));
        setDetail("Order " + order.id() + " is " + order.status().name().toLowerCase(Locale.ROOT) + ", so it cannot be "
                + wanted + ".");
    }
}
