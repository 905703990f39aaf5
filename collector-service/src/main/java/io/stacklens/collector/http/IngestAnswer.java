package io.stacklens.collector.http;

import java.util.List;

/**
 * What became of the lines of a request, once Kafka has the accepted ones.
 *
 * @param accepted how many lines Kafka has
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
