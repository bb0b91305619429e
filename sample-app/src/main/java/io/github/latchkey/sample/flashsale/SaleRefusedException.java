package io.github.latchkey.sample.flashsale;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** The rules of the sale leave nothing for this user: 409. */
final class SaleRefusedException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private SaleRefusedException(String type, String detail) {
        super(HttpStatus.CONFLICT);
        setType(URI.create(type));
        setDetail(detail);
    }

    static SaleRefusedException soldOut(Item item) {
        return new SaleRefusedException(
                "urn:sample:sold-out", "Sale " + item.id() + " is sold out; there were " + item.stock() + ".");
    }

    static SaleRefusedException alreadyOrdered(Item item, long userId) {
        return new SaleRefusedException(
                "urn:sample:already-ordered", "User " + userId + " has ordered in sale " + item.id() + " before.");
    }
}
