package io.github.latchkey.sample;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Says what a request should look like where Spring's own answer only says that it cannot be read. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ApiErrors {

    @ExceptionHandler
    ProblemDetail notANumber(MethodArgumentTypeMismatchException e) {
        return badRequest(e.getName() + " is '" + e.getValue() + "', but must be a whole number.");
    }

    @ExceptionHandler
    ProblemDetail unreadable(HttpMessageNotReadableException e) {
        return badRequest("The body must be JSON like {\"amountCents\":1999}, with a whole number.");
    }

    private static ProblemDetail badRequest(String detail) {
        return new InvalidRequestException(detail).getBody();
    }
}
