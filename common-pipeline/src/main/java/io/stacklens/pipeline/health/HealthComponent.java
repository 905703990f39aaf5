package io.stacklens.pipeline.health;

/**
 * A part of a service that can be away, such as {@code kafka} or {@code syslog-udp}. Every bean of
 * this type shows in the readiness probe and in the heartbeats.
 */
public interface HealthComponent {

    String name();

    /** Answers at once, from what is already known. */
    State check();

    /**
     * What is known of a component.
     *
     * @param detail for people: what it is connected to, or what is missing
     */
    record State(boolean up, String detail) {

        public static State up(String detail) {
            return new State(true, detail);
        }

        public static State down(String detail) {
            return new State(false, detail);
        }
    }
}
