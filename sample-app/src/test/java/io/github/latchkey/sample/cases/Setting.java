package io.github.latchkey.sample.cases;

/** How a race of one case and strategy is run. */
record Setting(String database, String race, String strategy, int threads, int instances) {

    String path() {
        // Fewer requests than callers would leave some of them idle.
        String requests = race.equals("long-job") ? "&requests=" + threads : "";
        return "/api/races/" + race + "?strategy=" + strategy.replace("+", "%2B") + "&threads=" + threads
                + "&instances=" + instances + requests;
    }

    String row() {
        return race + " | `" + strategy + "`";
    }

    String column() {
        return threads + " callers, " + (instances == 1 ? "1 instance" : instances + " instances");
    }

    /** Tells whether nothing keeps its calls, or a stale holder's, from doing damage. */
    boolean isMeantToBreak() {
        return strategy.equals("none") || strategy.equals("lock-unguarded");
    }
}
