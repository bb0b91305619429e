package io.github.latchkey.quorum;

import io.github.latchkey.LockStore;
import io.github.latchkey.VotingStore;
import java.util.List;
import java.util.stream.Collectors;

/** The stores that vote: 3, 5 or 7, and no two of them the same. */
record Voters(List<? extends VotingStore> stores) {

    /** What the descriptions of Redis nodes begin with. */
    private static final String COMMON = "Redis at ";

    Voters {
        if (stores.size() != 3 && stores.size() != 5 && stores.size() != 7) {
            throw new IllegalArgumentException("A quorum of " + stores.size()
                    + " nodes is not supported: use 3, 5 or 7. An even number bears no more failures than one less.");
        }
        long different = stores.stream().map(Voters::identity).distinct().count();
        if (different < stores.size()) {
            throw new IllegalArgumentException("A node is named twice in "
                    + stores.stream().map(LockStore::describe).toList() + ": it would have two votes.");
        }
        stores = List.copyOf(stores);
    }

    /** Two databases of a Redis are the same node. */
    private static Object identity(VotingStore node) {
        return node.describe().startsWith(COMMON) ? node.describe() : node;
    }

    String describe() {
        boolean all = stores.stream().allMatch(store -> store.describe().startsWith(COMMON));
        return "quorum of "
                + stores.stream()
                        .map(store -> all ? store.describe().substring(COMMON.length()) : store.describe())
                        .collect(Collectors.joining(", ", all ? COMMON : "", ""));
    }
}
