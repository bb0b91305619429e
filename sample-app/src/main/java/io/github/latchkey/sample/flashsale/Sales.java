package io.github.latchkey.sample.flashsale;

/** What users can do in a sale. */
interface Sales {

    /** Orders one item, unless the user has one already or none is left. */
    SaleOrder order(long itemId, long userId);
}
