package io.stacklens.analytics.alerts;

/**
 * What an engine remembers over a restart.
 *
 * @param buckets the last buckets of each series
 * @param episodes those that have not ended
 * @param learned sources, templates, budgets, and who flaps
 */
record Memories(Memory buckets, Memory episodes, Memory learned) {

    static Memories inHeap() {
        return new Memories(Memory.inHeap(), Memory.inHeap(), Memory.inHeap());
    }
}
