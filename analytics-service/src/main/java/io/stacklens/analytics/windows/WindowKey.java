package io.stacklens.analytics.windows;

import io.stacklens.model.batch.ByteReader;
import io.stacklens.model.batch.ByteWriter;
import io.stacklens.model.window.WindowSize;

import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Names a window.
 *
 * @param route null for the service's total
 * @param start seconds since the epoch
 */
record WindowKey(String service, @Nullable String route, WindowSize size, long start) {

    /** The total's route is the empty text in tables. */
    String routeOrEmpty() {
        return route == null ? "" : route;
    }

    long endMillis() {
        return (start + size.length().toSeconds()) * 1000;
    }

    Bytes toBytes() {
        ByteWriter out = new ByteWriter(64);
        out.writeText(service);
        out.writeByte(route == null ? 0 : 1);
        out.writeText(routeOrEmpty());
        out.writeText(size.label());
        out.writeSignedVarint(start);
        return Bytes.wrap(out.toByteArray());
    }

    static WindowKey of(Bytes bytes) {
        ByteReader in = new ByteReader(bytes.get());
        String service = in.readText();
        boolean hasRoute = in.readByte() == 1;
        String route = in.readText();
        WindowSize size = WindowSize.ofLabel(in.readText());
        return new WindowKey(service, hasRoute ? route : null, size, in.readSignedVarint());
    }
}
