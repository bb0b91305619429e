package io.github.latchkey.benchmarks;

import io.github.latchkey.benchmarks.contender.Library;
import io.github.latchkey.benchmarks.report.Figures;
import io.github.latchkey.benchmarks.report.Limit;
import io.github.latchkey.benchmarks.report.Row;
import io.github.latchkey.benchmarks.report.Statistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each library measured in each round of one scenario, and the rows that come of it. */
final class Results {

    private final Map<Library, List<Figures>> rounds = new EnumMap<>(Library.class);

    void add(Library library, Figures figures) {
        rounds.computeIfAbsent(library, key -> new ArrayList<>()).add(figures);
    }

    /** Forgets a library that failed: half of its rounds prove nothing. */
    void remove(Library library) {
        rounds.remove(library);
    }

    List<Library> libraries() {
        return List.copyOf(rounds.keySet());
    }

    double median(Library library, String figure) {
        return Statistics.median(rounds.getOrDefault(library, List.of()).stream()
                .map(figures -> figures.get(figure))
                .toList());
    }

    /** Returns the median of the ratios of each round. */
    double ratio(Library library, Library reference, String figure) {
        List<Figures> ours = rounds.getOrDefault(library, List.of());
        List<Figures> theirs = rounds.getOrDefault(reference, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            ratios.add(ours.get(i).get(figure) / theirs.get(i).get(figure));
        }
        return Statistics.median(ratios);
    }

    /** Returns the peer with the highest median. */
    Optional<Library> bestPeer(String figure) {
        return rounds.keySet().stream()
                .filter(Library::isPeer)
                .max(Comparator.comparingDouble(peer -> median(peer, figure)));
    }

    /** Compares Latchkey's figure with a limit. */
    Row absolute(String target, String figure, Limit limit) {
        if (!rounds.containsKey(Library.LATCHKEY)) {
            return Row.voided(target, "not measured");
        }
        double value = median(Library.LATCHKEY, figure);
        return new Row(target, Row.number(value), limit.toString(), "", limit.judge(value));
    }

    /** Compares the ratio of Latchkey's figure and the floor's with a limit. */
    Row againstRaw(String target, String figure, Limit limit) {
        return againstRaw(target, Library.LATCHKEY, figure, limit);
    }

    /** Compares the ratio of a flavour's figure and the floor's with a limit. */
    Row againstRaw(String target, Library flavour, String figure, Limit limit) {
        return rounds.containsKey(Library.RAW)
                ? against(target, flavour, Library.RAW, figure, limit)
                : Row.voided(target, "raw was not measured");
    }

    /** Compares the ratio of Latchkey's figure and the best peer's with a limit. */
    Row againstBestPeer(String target, String figure, Limit limit) {
        return bestPeer(figure)
                .map(peer -> against(target, Library.LATCHKEY, peer, figure, limit))
                .orElseGet(() -> Row.voided(target, "no peer was measured"));
    }

    private Row against(String target, Library flavour, Library reference, String figure, Limit limit) {
        if (!rounds.containsKey(flavour)) {
            return Row.voided(target, "not measured");
        }
        double ratio = ratio(flavour, reference, figure);
        return new Row(
                target,
                Row.number(median(flavour, figure)),
                Row.number(median(reference, figure)) + " (" + reference.title() + ")",
                Row.number(ratio) + " ×",
                limit.judge(ratio));
    }
}
