package io.github.latchkey.sample.flashsale;

/**
 * All that was recorded for one item, of which every one of some users wanted one.
 *
 * @param stock how many there were at first
 * @param remaining how many are said to be left
 * @param buyers users with an order
 * @param repeatBuyers those with more than one
 */
record SaleRecord(long stock, long remaining, long users, long orders, long buyers, long repeatBuyers) {

    /** Returns how many orders there are for items that never were. */
    long oversold() {
        return Math.max(orders - stock, 0);
    }

    /** Returns by how much the stock differs from what the orders leave of it, not counting what is oversold. */
    long misbooked() {
        return Math.abs(stock - remaining - Math.min(orders, stock));
    }

    /**
     * Returns how many items have no order although as many users wanted one. A user of whom every call was refused as busy looks the same as one
     * who was forgotten, but a race has twice as many users as items, so that half of them may be refused before this counts one.
     */
    long unsold() {
        return Math.max(Math.min(users, stock) - orders, 0);
    }

    /**
     * Returns how often a rule is broken. A user's second order counts under two rules if it is also one too many, and so does an item that
     * is gone without an order if somebody wanted it.
     */
    long violations() {
        return oversold() + repeatBuyers + misbooked() + unsold();
    }
}
