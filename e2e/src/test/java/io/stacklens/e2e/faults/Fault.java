package io.stacklens.e2e.faults;

import io.stacklens.standalone.SeparateStack;
import io.stacklens.standalone.Service;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Something that happens to the platform while lines flow. */
enum Fault {
    COLLECTOR_KILLED,
    PARSER_KILLED,
    ENRICHMENT_KILLED,
    ANALYTICS_KILLED,
    BROKER_KILLED,
    POSTGRESQL_KILLED,
    BROKER_RESTARTED,
    POSTGRESQL_RESTARTED,
    INSTANCES_COME_AND_GO,

    /** The broker is restarted when the collector has no room left and refuses what comes. */
    SPOOL_FULL,

    /** Long enough for sessions to end and for deliveries to be given up. */
    BROKER_AWAY,
    POSTGRESQL_AWAY,

    /** Wakes up as an owner of partitions that others have taken over. */
    PARSER_PAUSED,
    ENRICHMENT_PAUSED,
    ANALYTICS_PAUSED;

    private static final int AWAY_SECONDS = 20;
    private static final int PAUSE_SECONDS = 15;

    /** Those of a short run. */
    static final List<Fault> USUAL =
            List.of(
                    PARSER_KILLED,
                    BROKER_KILLED,
                    COLLECTOR_KILLED,
                    POSTGRESQL_KILLED,
                    ENRICHMENT_KILLED,
                    ANALYTICS_KILLED,
                    INSTANCES_COME_AND_GO,
                    SPOOL_FULL,
                    POSTGRESQL_RESTARTED);

    /** Returns when everything that ended runs again, though it may not be ready yet. */
    void strike(FaultyPlatform platform) throws InterruptedException {
        switch (this) {
            case COLLECTOR_KILLED -> platform.kill("collector");
            case PARSER_KILLED -> platform.kill("parser");
            case ENRICHMENT_KILLED -> platform.kill("enrichment");
            case ANALYTICS_KILLED -> platform.kill("analytics");
            case BROKER_KILLED -> platform.kill(SeparateStack.BROKER);
            case POSTGRESQL_KILLED -> platform.kill(SeparateStack.POSTGRES);
            case BROKER_RESTARTED -> restart(platform, SeparateStack.BROKER, 0);
            case POSTGRESQL_RESTARTED -> restart(platform, SeparateStack.POSTGRES, 0);
            case INSTANCES_COME_AND_GO -> secondInstances(platform);
            case SPOOL_FULL -> fillSpool(platform);
            case BROKER_AWAY -> restart(platform, SeparateStack.BROKER, AWAY_SECONDS);
            case POSTGRESQL_AWAY -> restart(platform, SeparateStack.POSTGRES, AWAY_SECONDS);
            case PARSER_PAUSED -> pause(platform, "parser", Service.PARSER);
            case ENRICHMENT_PAUSED -> pause(platform, "enrichment", Service.ENRICHMENT);
            case ANALYTICS_PAUSED -> pause(platform, "analytics", Service.ANALYTICS);
        }
    }

    private static void restart(FaultyPlatform platform, String part, int secondsAway)
            throws InterruptedException {
        platform.stack().stopPart(part);
        TimeUnit.SECONDS.sleep(secondsAway);
        platform.stack().startPart(part);
    }

    private static void fillSpool(FaultyPlatform platform) {
        platform.stack().stopPart(SeparateStack.BROKER);
        platform.awaitRefusing();
        platform.stack().startPart(SeparateStack.BROKER);
    }

    /** One of them leaves in an orderly way, the others by a kill. */
    private static void secondInstances(FaultyPlatform platform) {
        List<Integer> ports =
                List.of(
                        platform.startInstance("parser-2", Service.PARSER),
                        platform.startInstance("enrichment-2", Service.ENRICHMENT),
                        platform.startInstance("analytics-2", Service.ANALYTICS));
        ports.forEach(platform::awaitReady);
        platform.kill("parser-2");
        platform.kill("analytics-2");
        List.of("parser-2", "enrichment-2", "analytics-2").forEach(platform.stack()::stopPart);
    }

    private static void pause(FaultyPlatform platform, String part, Service service)
            throws InterruptedException {
        String second = part + "-2";
        platform.awaitReady(platform.startInstance(second, service));
        platform.signal(part, "STOP");
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        platform.signal(part, "CONT");
        platform.stack().stopPart(second);
    }
}
