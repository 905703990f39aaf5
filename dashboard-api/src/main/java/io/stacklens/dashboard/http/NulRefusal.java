package io.stacklens.dashboard.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses the one character that a text in PostgreSQL cannot hold. */
final class NulRefusal implements HandlerInterceptor {

    private static final String NUL = "\0";

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.getParameterMap()
                .forEach(
                        (name, values) -> {
                            for (String value : values) {
                                refuseNul(name, value);
                            }
                        });
        return true;
    }

    private static void refuseNul(String name, String value) {
        if (value.contains(NUL)) {
            throw new BadRequestException(
                    name, value.replace(NUL, "\\0"), "a text without the character U+0000");
        }
    }
}
