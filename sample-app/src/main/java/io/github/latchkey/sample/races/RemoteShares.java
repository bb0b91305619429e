package io.github.latchkey.sample.races;

import io.github.latchkey.sample.instances.Instance;
import io.github.latchkey.sample.traces.Timeline;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Has other instances run shares, and asks them meanwhile how far they are. */
@Component
final class RemoteShares {

    private static final Logger log = LoggerFactory.getLogger(RemoteShares.class);
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);
    private static final Duration LONGEST_SHARE = Duration.ofMinutes(15);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);
    private static final long MILLIS_BETWEEN_LOOKS = 200;

    private final RestClient shares = client(LONGEST_SHARE);
    private final RestClient looks = client(LONGEST_LOOK);

    private static RestClient client(Duration longest) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(LONGEST_CONNECT).build());
        requests.setReadTimeout(longest);
        return RestClient.builder().requestFactory(requests).build();
    }

    Tally run(Share share, Instance instance, Timeline timeline) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Thread watcher = new Thread(() -> watch(share, instance, timeline, over), "race-watch");
        watcher.setDaemon(true);
        watcher.start();
        try {
            return ask(share, instance);
        } finally {
            over.countDown();
            watcher.join();
        }
    }

    private Tally ask(Share share, Instance instance) {
        try {
            Tally tally = shares.post()
                    .uri(instance.url() + "/api/races/shares")
                    .body(share)
                    .retrieve()
                    .body(Tally.class);
            if (tally == null) {
                throw new SilentInstanceException(instance, "its answer is empty", null);
            }
            return tally;
        } catch (RestClientException e) {
            throw new SilentInstanceException(instance, String.valueOf(e.getMessage()), e);
        }
    }

    // What is not heard is missing from the picture, not from the count.
    private void watch(Share share, Instance instance, Timeline timeline, CountDownLatch over) {
        try {
            int from = 0;
            boolean last = false;
            while (!last) {
                last = over.await(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
                from = look(share, instance, timeline, from, last);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RestClientException e) {
            log.debug("{} does not show its calls", instance.url(), e);
        }
    }

    private int look(Share share, Instance instance, Timeline timeline, int from, boolean all) {
        int next = from;
        ShareProgress progress;
        do {
            progress = looks.get()
                    .uri(instance.url() + "/api/races/shares/{key}?from={from}", share.key(), next)
                    .retrieve()
                    .body(ShareProgress.class);
            if (progress == null) {
                return next;
            }
            progress.ended().forEach(timeline::add);
            progress.open().forEach(timeline::show);
            next += progress.ended().size();
        } while (all && !progress.ended().isEmpty());
        return next;
    }
}
