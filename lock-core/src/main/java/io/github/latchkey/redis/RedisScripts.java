package io.github.latchkey.redis;

import java.util.List;

/** The store's scripts, one file each. */
final class RedisScripts {

    static final Script ACQUIRE = Script.load("acquire");
    static final Script RETIRE = Script.load("retire");
    static final Script RENEW = Script.load("renew");
    static final Script RAISE = Script.load("raise");
    static final Script INSPECT = Script.load("inspect");
    static final Script LEAVE = Script.load("leave");

    /** What is called all the time. */
    static final List<Script> ALL = List.of(ACQUIRE, RETIRE, RENEW, RAISE, INSPECT);

    private RedisScripts() {}
}
