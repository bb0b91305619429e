package io.github.latchkey.sample.merchantorder;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Orders that write their number under a unique key before anything else: whoever comes second waits in the database for the first one's
 * commit and is then refused. Only orders that are all submitted in this way are kept apart.
 */
@Service
class OptimisticMerchantOrders implements MerchantOrders {

    private final MerchantOrderRepository orders;
    private final MerchantOrderWorkflow workflow;

    OptimisticMerchantOrders(MerchantOrderRepository orders, MerchantOrderWorkflow workflow) {
        this.orders = orders;
        this.workflow = workflow;
    }

    @Override
    @Transactional
    public MerchantOrder submit(long merchantId, String outTradeNo) {
        claim(merchantId, outTradeNo);
        return workflow.take(merchantId, outTradeNo);
    }

    private void claim(long merchantId, String outTradeNo) {
        try {
            orders.insertNumber(merchantId, outTradeNo);
        } catch (DuplicateKeyException e) {
            throw new DuplicateOrderException(merchantId, outTradeNo);
        }
    }
}
