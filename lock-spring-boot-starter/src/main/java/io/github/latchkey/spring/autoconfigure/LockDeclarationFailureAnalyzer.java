package io.github.latchkey.spring.autoconfigure;

import io.github.latchkey.spring.LockDeclarationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports a declaration that cannot work without the stack trace around it. */
final class LockDeclarationFailureAnalyzer extends AbstractFailureAnalyzer<LockDeclarationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, LockDeclarationException cause) {
        return new FailureAnalysis(cause.problem(), cause.remedy(), cause);
    }
}
