package io.stacklens.pipeline.http;

import io.stacklens.pipeline.http.HttpProperties.Route;

import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.Locale;

/** What a body may be at most, and the settings that say so. */
record BodyBound(DataSize size, String sizeSetting, Duration duration, String durationSetting) {

    static final HttpStatus TOO_LONG = HttpStatus.CONTENT_TOO_LARGE;

    private static final String PREFIX = "stacklens.http.";
    private static final String SIZE = "max-body-size";
    private static final String DURATION = "max-body-duration";

    static BodyBound ofAll(HttpProperties properties) {
        return new BodyBound(
                properties.maxBodySize(), PREFIX + SIZE,
                properties.maxBodyDuration(), PREFIX + DURATION);
    }

    /** Of the route at an index of the list. */
    BodyBound with(Route route, int index) {
        String prefix = PREFIX + "routes[%d].".formatted(index);
        DataSize ownSize = route.maxBodySize();
        Duration ownDuration = route.maxBodyDuration();
        return new BodyBound(
                ownSize == null ? size : ownSize,
                ownSize == null ? sizeSetting : prefix + SIZE,
                ownDuration == null ? duration : ownDuration,
                ownDuration == null ? durationSetting : prefix + DURATION);
    }

    BodyRefusedException tooLong() {
        return new BodyRefusedException(
                TOO_LONG,
                "the body is too long (expected: at most %d bytes; %s)"
                        .formatted(size.toBytes(), sizeSetting));
    }

    BodyRefusedException tooSlow() {
        return new BodyRefusedException(
                HttpStatus.REQUEST_TIMEOUT,
                "the body did not come in time (expected: within %s; %s)"
                        .formatted(
                                duration.toString().substring(2).toLowerCase(Locale.ROOT),
                                durationSetting));
    }
}
