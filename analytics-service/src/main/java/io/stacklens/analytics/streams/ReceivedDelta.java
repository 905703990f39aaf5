package io.stacklens.analytics.streams;

import io.stacklens.model.window.WindowDelta;

/**
 * A window delta with the bytes it came in, which are logged as they are.
 *
 * @param bytes not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReceivedDelta(WindowDelta delta, byte[] bytes) {

    public static ReceivedDelta decode(byte[] bytes) {
        return new ReceivedDelta(WindowDelta.decode(bytes), bytes);
    }
}
