package io.github.latchkey.sample.longjob;

import io.github.latchkey.sample.races.Fault;
import io.github.latchkey.sample.redis.OwnRedis;
import io.github.latchkey.sample.traces.Mark;
import io.github.latchkey.sample.traces.Timeline;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What may befall the process that does the jobs: it is stopped, or its Redis is killed or emptied under it. */
@Component
final class HolderFaults {

    private static final long REDIS_IS_DOWN_MILLIS = 1000;

    private final ObjectProvider<OwnRedis> redis;

    HolderFaults(ObjectProvider<OwnRedis> redis) {
        this.redis = redis;
    }

    List<Fault> possible() {
        return redis.getIfAvailable() == null ? List.of(Fault.PAUSE_HOLDER) : List.of(Fault.values());
    }

    void strike(Fault fault, Holder holder, Timeline timeline) throws InterruptedException {
        holder.struck();
        switch (fault) {
            case PAUSE_HOLDER -> holder.stop();
            case KILL_REDIS -> {
                redis.getObject().kill();
                timeline.mark(Mark.Kind.REDIS_KILLED);
                TimeUnit.MILLISECONDS.sleep(REDIS_IS_DOWN_MILLIS);
                redis.getObject().restart();
                timeline.mark(Mark.Kind.REDIS_STARTED);
            }
            case FLUSH_REDIS -> {
                redis.getObject().flush();
                timeline.mark(Mark.Kind.REDIS_FLUSHED);
            }
        }
    }
}
