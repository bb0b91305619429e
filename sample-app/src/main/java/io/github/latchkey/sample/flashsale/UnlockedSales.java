package io.github.latchkey.sample.flashsale;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The same as {@link LockedSales}, without the locks. */
@Service
class UnlockedSales implements Sales {

    private final SaleRepository sales;
    private final SaleWorkflow workflow;

    UnlockedSales(SaleRepository sales, SaleWorkflow workflow) {
        this.sales = sales;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public SaleOrder order(long itemId, long userId) {
        return workflow.order(sales.get(itemId), userId);
    }
}
