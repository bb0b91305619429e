package io.github.latchkey.sample.races;

import io.github.latchkey.sample.instances.Instance;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Deals the calls of a race to instances, one by one, so that calls which may collide come from different processes. */
@Component
final class SpreadShares {

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);
    private static final Duration LONGEST_SHARE = Duration.ofMinutes(15);

    private final Shares here;
    private final RestClient elsewhere;

    SpreadShares(Shares here) {
        this.here = here;
        JdkClientHttpRequestFactory http = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(LONGEST_CONNECT).build());
        http.setReadTimeout(LONGEST_SHARE);
        elsewhere = RestClient.builder().requestFactory(http).build();
    }

    Tally run(RaceOrder order, List<Call> calls, List<Instance> instances) throws InterruptedException {
        ExecutorService pool =
                Executors.newFixedThreadPool(instances.size(), new CustomizableThreadFactory("race-share-"));
        try {
            List<Future<Tally>> tallies = new ArrayList<>();
            for (int i = 0; i < instances.size(); i++) {
                Share share = share(order, calls, instances.size(), i);
                Instance instance = instances.get(i);
                if (!share.calls().isEmpty()) {
                    tallies.add(pool.submit(instance.thisOne() ? () -> here.run(share) : ask(instance, share)));
                }
            }
            Tally sum = Tally.NOTHING;
            for (Future<Tally> tally : tallies) {
                sum = sum.plus(done(tally));
            }
            return sum;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Share share(RaceOrder order, List<Call> calls, int of, int index) {
        List<Call> dealt = new ArrayList<>();
        for (int i = index; i < calls.size(); i += of) {
            dealt.add(calls.get(i));
        }
        // The remainder goes to the first ones.
        int threads = (order.threads() + of - 1 - index) / of;
        return new Share(order.race().name(), order.strategy().toString(), threads, dealt);
    }

    private Callable<Tally> ask(Instance instance, Share share) {
        return () -> {
            try {
                Tally tally = elsewhere
                        .post()
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
        };
    }

    private static Tally done(Future<Tally> tally) throws InterruptedException {
        try {
            return tally.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
