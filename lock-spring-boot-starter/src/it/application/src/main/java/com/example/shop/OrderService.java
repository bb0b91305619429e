package com.example.shop;

import io.github.latchkey.spring.DistributedLock;
import org.springframework.stereotype.Service;

@Service
public class OrderService {

    @DistributedLock(key = "'order:' + #order.id", waitMs = 0, leaseMs = 30000)
    public String pay(Order order, Runnable meanwhile) {
        meanwhile.run();
        return "paid " + order.id();
    }
}
