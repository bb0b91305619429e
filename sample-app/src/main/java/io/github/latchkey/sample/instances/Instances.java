package io.github.latchkey.sample.instances;

import java.util.List;
import java.util.UUID;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The instances that are up: each says so in the database every two seconds, and is taken for gone after six seconds of silence. Times are
 * the database's.
 */
@Component
public class Instances {

    private final JdbcClient jdbc;
    private final Environment environment;
    private final String id = UUID.randomUUID().toString();
    private volatile boolean ready;

    Instances(JdbcClient jdbc, Environment environment) {
        this.jdbc = jdbc;
        this.environment = environment;
    }

    /** Returns the instances that are up, this one first. */
    public List<Instance> up() {
        return jdbc.sql(
                        """
                        select id, url, case when id = ? then true else false end this_one from instances
                         where id = ? or seen_at > current_timestamp - interval '6' second
                         order by 3 desc, url""")
                .params(id, id)
                .query(Instance.class)
                .list();
    }

    /**
     * Returns so many instances that are up, this one among them.
     *
     * @throws MissingInstanceException if there are fewer
     */
    public List<Instance> choose(int wanted) {
        if (wanted == 1) {
            return List.of(new Instance(id, url(), true));
        }
        List<Instance> up = up();
        if (up.size() < wanted) {
            throw new MissingInstanceException(wanted, up.size());
        }
        return up.subList(0, wanted);
    }

    /** Returns the name of this instance. */
    public String id() {
        return id;
    }

    @EventListener(ApplicationReadyEvent.class)
    void enter() {
        jdbc.sql("delete from instances where seen_at < current_timestamp - interval '60' second")
                .update();
        ready = true;
        sayThatWeAreUp();
    }

    // Synchronized: the first time, the timer may come at the same moment.
    @Scheduled(fixedDelay = 2000)
    synchronized void sayThatWeAreUp() {
        if (!ready) {
            return;
        }
        int known = jdbc.sql("update instances set seen_at = current_timestamp where id = ?")
                .param(id)
                .update();
        if (known == 0) {
            // New, or silent for so long that another one has removed it.
            jdbc.sql("insert into instances (id, url, seen_at) values (?, ?, current_timestamp)")
                    .params(id, url())
                    .update();
        }
    }

    @EventListener(ContextClosedEvent.class)
    synchronized void leave() {
        if (ready) {
            ready = false;
            jdbc.sql("delete from instances where id = ?").param(id).update();
        }
    }

    // The port is known once the server listens.
    private String url() {
        return environment.getProperty(
                "sample.instance.url", "http://127.0.0.1:" + environment.getProperty("local.server.port"));
    }
}
