package io.github.latchkey.sample.flashsale;

import io.github.latchkey.sample.remote.RemoteCall;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Ordering as services do it: look at the stock and the user, talk to others, write. */
@Component
final class SaleWorkflow {

    private final SaleRepository sales;

    SaleWorkflow(SaleRepository sales) {
        this.sales = sales;
    }

    SaleOrder order(Item item, long userId) {
        check(item, userId);
        sales.takeOne(item);
        return sales.insertOrder(item.id(), userId);
    }

    void check(Item item, long userId) {
        if (sales.hasOrdered(item.id(), userId)) {
            throw SaleRefusedException.alreadyOrdered(item, userId);
        }
        if (item.remaining() < 1) {
            throw SaleRefusedException.soldOut(item);
        }
        // The risk service has to be asked about the user; it is quick, since everybody wants the same item.
        RemoteCall.make(Duration.ofMillis(1), Duration.ofMillis(3));
    }
}
