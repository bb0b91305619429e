package io.github.latchkey.sample.races;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The part of a race that one instance runs. */
record Share(@JsonProperty("case") String name, String strategy, int threads, List<Call> calls) {}
