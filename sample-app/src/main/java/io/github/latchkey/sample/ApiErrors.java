package io.github.latchkey.sample;

import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Answers to requests that Spring's own answers leave in the dark: what one should look like, and that another try may succeed. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ApiErrors {

    @ExceptionHandler
    ProblemDetail unreadable(MethodArgumentTypeMismatchException e) {
        return badRequest(e.getName() + " is '" + e.getValue() + "', but must be " + kind(e.getRequiredType()) + ".");
    }

    @ExceptionHandler
    ProblemDetail unreadable(HttpMessageNotReadableException e, HandlerMethod method) {
        String fields = Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                .flatMap(parameter -> fields(parameter.getParameterType()))
                .collect(Collectors.joining(", "));
        return badRequest("The body must be JSON with " + fields + ".");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> collided(OptimisticLockingFailureException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.CONFLICT, "Somebody else has changed the same meanwhile; try again.");
        problem.setType(URI.create("urn:sample:collision"));
        return ResponseEntity.status(HttpStatus.CONFLICT)
                .header(HttpHeaders.RETRY_AFTER, "1")
                .body(problem);
    }

    private static Stream<String> fields(Class<?> body) {
        RecordComponent[] fields = body.getRecordComponents();
        return fields == null
                ? Stream.empty()
                : Arrays.stream(fields).map(field -> field.getName() + " (" + kind(field.getType()) + ")");
    }

    private static String kind(@Nullable Class<?> type) {
        Class<?> boxed = type == null ? Object.class : ClassUtils.resolvePrimitiveIfNecessary(type);
        if (boxed == Boolean.class) {
            return "true or false";
        }
        return Number.class.isAssignableFrom(boxed) ? "a whole number" : "a text";
    }

    private static ProblemDetail badRequest(String detail) {
        return new InvalidRequestException(detail).getBody();
    }
}
