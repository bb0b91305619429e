package io.github.latchkey.sample.merchantorder;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The same as {@link LockedMerchantOrders}, without the lock. */
@Service
class UnlockedMerchantOrders implements MerchantOrders {

    private final MerchantOrderWorkflow workflow;

    UnlockedMerchantOrders(MerchantOrderWorkflow workflow) {
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public MerchantOrder submit(long merchantId, String outTradeNo) {
        return workflow.takeUnlessKnown(merchantId, outTradeNo);
    }
}
