package io.github.latchkey.fault.history;

/**
 * Who did something.
 *
 * @param client the lock client, unique in a run
 * @param owner  whoever may enter again without a new grant, for example a thread of a client; unique in a run
 * @param thread the thread's name
 * @param pid    the process
 */
public record Actor(String client, String owner, String thread, long pid) {

    /**
     * Returns the calling thread, on behalf of a client.
     *
     * @param client the lock client
     * @return an actor whose owner is the thread
     */
    public static Actor thisThread(String client) {
        String thread = Thread.currentThread().getName();
        return new Actor(
                client, client + "/" + thread, thread, ProcessHandle.current().pid());
    }
}
