package io.github.latchkey.sample.merchantorder;

import io.github.latchkey.sample.remote.RemoteCall;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Taking an order as services do it: see whether it is known, talk to others, write. */
@Component
final class MerchantOrderWorkflow {

    private final MerchantOrderRepository orders;

    MerchantOrderWorkflow(MerchantOrderRepository orders) {
        this.orders = orders;
    }

    MerchantOrder takeUnlessKnown(long merchantId, String outTradeNo) {
        if (orders.exists(merchantId, outTradeNo)) {
            throw new DuplicateOrderException(merchantId, outTradeNo);
        }
        return take(merchantId, outTradeNo);
    }

    MerchantOrder take(long merchantId, String outTradeNo) {
        // The bank has to be told, which takes its time.
        RemoteCall.make(Duration.ofMillis(20), Duration.ofMillis(50));
        return orders.insert(merchantId, outTradeNo);
    }
}
