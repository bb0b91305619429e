package com.example.shop;

import io.github.latchkey.spring.DistributedLock;
import org.springframework.stereotype.Service;

@Service
public class OrderService {

    @DistributedLock(key = "'order:' + #orderId", waitMs = 0, leaseMs = 30000)
    public String pay(long orderId, Runnable meanwhile) {
        meanwhile.run();
        return "paid " + orderId;
    }

    @DistributedLock(key = "'order:' + #orderId", waitMs = 3600000)
    public String cancel(long orderId) {
        return "cancelled " + orderId;
    }
}
