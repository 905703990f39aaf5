package io.stacklens.dashboard.tail;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** What a client has missed: the newest of it, and how much was left out. */
final class Missed {

    private final int mostEvents;
    private final long mostBytes;
    private final Deque<TailEvent> newest = new ArrayDeque<>();
    private long bytes;
    private long leftOut;
    private @Nullable Instant notBefore;

    Missed(int mostEvents, long mostBytes) {
        this.mostEvents = mostEvents;
        this.mostBytes = mostBytes;
    }

    /** Adds a later one, for which the earliest may have to go. */
    void add(TailEvent event) {
        newest.add(event);
        bytes += event.size();
        while (newest.size() > mostEvents || (bytes > mostBytes && newest.size() > 1)) {
            bytes -= newest.remove().size();
            leftOut++;
        }
    }

    /** More are missing than were added. */
    void leaveOut(long count) {
        leftOut += count;
    }

    /** What lies before a time was not looked at. */
    void leaveOutBefore(Instant time) {
        notBefore = time;
    }

    /** What to show, the gaps at their places. */
    List<TailEvent> events() {
        List<TailEvent> events = new ArrayList<>();
        if (notBefore != null) {
            events.add(TailEvent.notBefore(notBefore));
        }
        if (leftOut > 0) {
            events.add(TailEvent.dropped(leftOut));
        }
        events.addAll(newest);
        return events;
    }
}
