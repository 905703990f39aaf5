package io.stacklens.collector.http;

import java.util.List;

/**
 * What became of the lines of a request, once the accepted ones are safe.
 *
 * @param accepted how many lines are safe, in Kafka or on disk
 * @param rejected how many lines are not taken and never will be
 * @param errors the first rejected lines
 */
record IngestAnswer(int accepted, int rejected, List<Rejected> errors) {

    /**
     * A rejected line.
     *
     * @param index its position among the lines of the request, from 0, blank ones not counted
     */
    record Rejected(int index, String reason) {}
}
