package io.github.latchkey.fault.history;

/**
 * A promise that was broken in a run.
 *
 * @param rule   which promise
 * @param key    of which lock
 * @param detail who, when, and by how much
 */
public record Violation(Rule rule, String key, String detail) {}
