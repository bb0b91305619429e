package io.github.latchkey.sample.instances;

/** An instance of the sample that is up, and where it answers. */
public record Instance(String id, String url, boolean thisOne) {}
