package io.github.latchkey.sample.flashsale;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sales of which each item is locked in the database, with a connection of each waiting caller. */
@Service
class PessimisticSales implements Sales {

    private final SaleRepository sales;
    private final SaleWorkflow workflow;

    PessimisticSales(SaleRepository sales, SaleWorkflow workflow) {
        this.sales = sales;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public SaleOrder order(long itemId, long userId) {
        return workflow.order(sales.getForUpdate(itemId), userId);
    }
}
