package io.stacklens.analytics.windows;

import java.util.Collection;
import java.util.Map;

/** The stored windows, as the merge sees them: where windows that left its state are read back. */
interface WindowRows {

    /** The windows of these that have a row, whole. Waits when the database is away. */
    Map<WindowKey, OpenWindow> find(Collection<WindowKey> keys);

    /** The revisions of these that have a row; empty when the database is away. */
    Map<WindowKey, Long> revisions(Collection<WindowKey> keys);
}
