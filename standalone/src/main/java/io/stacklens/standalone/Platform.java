package io.stacklens.standalone;

import java.util.Map;

/** Broker, database and the six services, in one process or in several. */
interface Platform extends AutoCloseable {

    /** Starts everything and returns when the dashboard says that the whole path takes traffic. */
    void start();

    StackPorts ports();

    /** The processes by name that run beside this one; changes when one is started again. */
    Map<String, Long> processes();

    /** Called whenever {@link #processes} changed. */
    void onChange(Runnable changed);

    /** Stops everything in order; a second call waits for the first. */
    @Override
    void close();
}
