package io.github.latchkey.sample.flashsale;

import io.github.latchkey.spring.DistributedLock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sales in which users stand in line for an item, and each of them only once, in all processes. */
@Service
class LockedSales implements Sales {

    private final SaleRepository sales;
    private final SaleWorkflow workflow;

    LockedSales(SaleRepository sales, SaleWorkflow workflow) {
        this.sales = sales;
        this.workflow = workflow;
    }

    @Override
    @DistributedLock(key = "'sale:' + #itemId", name = "sale-item", waitMs = 30000)
    @DistributedLock(key = "'sale:' + #itemId + ':user:' + #userId", name = "sale-user", waitMs = 0)
    @Transactional
    public SaleOrder order(long itemId, long userId) {
        return workflow.order(sales.get(itemId), userId);
    }
}
