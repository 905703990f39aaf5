package io.stacklens.analytics.alerts;

import java.util.Collection;

/** Looks at series by the rules of one kind. */
interface Watcher {

    /** The series that a rule has to look at now. */
    Collection<Series> series(Rule rule, long now);

    /** BREACH, BETWEEN, CLEAR or UNKNOWN, not looking at how long. */
    Finding look(Rule rule, Series series, boolean hasEpisode, long now);
}
