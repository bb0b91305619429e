package io.github.latchkey.redis;

import io.lettuce.core.protocol.AsyncCommand;

/**
 * A command under way on one session: ended once, by its reply, by a failure, or by the end of the session, whichever comes first. It
 * tells so by itself, for a stage behind each command would cost as much as the command.
 */
final class SentCommand<T> extends AsyncCommand<String, String, T> {

    private final RedisCall<T> call;
    private final RedisSession session;
    private final RedisLink link;

    SentCommand(RedisCall<T> call, RedisSession session, RedisLink link) {
        super(call.command());
        this.call = call;
        this.session = session;
        this.link = link;
    }

    RedisCall<T> call() {
        return call;
    }

    @Override
    protected void completeResult() {
        super.completeResult();
        tell();
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        boolean first = super.completeExceptionally(failure);
        tell();
        return first;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean first = super.cancel(mayInterruptIfRunning);
        tell();
        return first;
    }

    @Override
    public void cancel() {
        super.cancel();
        tell();
    }

    private void tell() {
        if (!isDone() || !session.remove(this)) {
            return;
        }
        if (isCompletedExceptionally()) {
            whenComplete((none, failure) -> link.ended(this, session, null, failure));
        } else {
            link.ended(this, session, getNow(null), null);
        }
    }
}
