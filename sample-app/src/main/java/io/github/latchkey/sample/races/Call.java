package io.github.latchkey.sample.races;

/**
 * One call of a race, in a form that another instance can be told.
 *
 * @param action what to do, in the words of the case
 * @param subject the order, payment or item that it is done to
 * @param detail what else the case needs: a user, an amount
 */
public record Call(String action, long subject, long detail) {}
