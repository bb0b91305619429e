package io.github.latchkey.sample.database;

import io.github.latchkey.LockClient;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** A client as Spring provides it. */
final class Provided {

    private Provided() {}

    static ObjectProvider<LockClient> with(LockClient locks) {
        return new StaticListableBeanFactory(Map.of("locks", locks)).getBeanProvider(LockClient.class);
    }
}
