package io.github.latchkey.sample.merchantorder;

import io.github.latchkey.spring.DistributedLock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Orders of which each number is taken by one caller, in all processes; others are refused before they reach the database, also those that
 * come within five seconds. Later ones find the order there.
 */
@Service
class LockedMerchantOrders implements MerchantOrders {

    private final MerchantOrderWorkflow workflow;

    LockedMerchantOrders(MerchantOrderWorkflow workflow) {
        this.workflow = workflow;
    }

    @Override
    @DistributedLock(
            key = "{'merchant', #merchantId, #outTradeNo}",
            name = "merchant-order",
            waitMs = 0,
            minHoldMs = 5000)
    @Transactional
    public MerchantOrder submit(long merchantId, String outTradeNo) {
        return workflow.takeUnlessKnown(merchantId, outTradeNo);
    }
}
