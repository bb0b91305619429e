package io.github.latchkey.sample.flashsale;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sales that take an item only if nobody else has taken one since they looked, and leave it to the caller to try again. */
@Service
class OptimisticSales implements Sales {

    private final SaleRepository sales;
    private final SaleWorkflow workflow;

    OptimisticSales(SaleRepository sales, SaleWorkflow workflow) {
        this.sales = sales;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public SaleOrder order(long itemId, long userId) {
        // The version is read before the user's orders: one that came in between changes it.
        Item item = sales.get(itemId);
        workflow.check(item, userId);
        if (!sales.takeOneIfUnchanged(item)) {
            throw new OptimisticLockingFailureException(
                    "Item " + itemId + " is no longer at version " + item.version());
        }
        return sales.insertOrder(itemId, userId);
    }
}
