package io.stacklens.pipeline.health;

/** A service that goes on while the broker is away declares what takes its place meanwhile. */
public interface BrokerStandIn {

    /** Whether it does now; answers at once. */
    boolean standsIn();
}
