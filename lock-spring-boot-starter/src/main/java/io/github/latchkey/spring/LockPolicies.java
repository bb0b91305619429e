package io.github.latchkey.spring;

import org.jspecify.annotations.Nullable;

/** What a locked method does where things do not go as they should. */
record LockPolicies(
        OnBusy onBusy,
        @Nullable Fallback fallback,
        OnLost onLost,
        Guard guard,
        OnOutage onOutage,
        InTransaction inTransaction) {}
