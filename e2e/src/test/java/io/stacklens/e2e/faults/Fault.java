package io.stacklens.e2e.faults;

import io.stacklens.standalone.SeparateStack;
import io.stacklens.standalone.Service;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Something that happens to the platform while lines flow. */
enum Fault {
    COLLECTOR_KILLED(platform -> platform.kill("collector")),
    PARSER_KILLED(platform -> platform.kill("parser")),
    ENRICHMENT_KILLED(platform -> platform.kill("enrichment")),
    ANALYTICS_KILLED(platform -> platform.kill("analytics")),
    BROKER_KILLED(platform -> platform.kill(SeparateStack.BROKER)),
    POSTGRESQL_KILLED(platform -> platform.kill(SeparateStack.POSTGRES)),
    BROKER_RESTARTED(platform -> restart(platform, SeparateStack.BROKER, 0)),
    POSTGRESQL_RESTARTED(platform -> restart(platform, SeparateStack.POSTGRES, 0)),
    INSTANCES_COME_AND_GO(Fault::secondInstances),

    /** Long enough for sessions to end and for deliveries to be given up. */
    BROKER_AWAY(platform -> restart(platform, SeparateStack.BROKER, 20)),
    POSTGRESQL_AWAY(platform -> restart(platform, SeparateStack.POSTGRES, 20)),

    /** Wakes up as an owner of partitions that others have taken over. */
    PARSER_PAUSED(platform -> pause(platform, "parser", Service.PARSER)),
    ENRICHMENT_PAUSED(platform -> pause(platform, "enrichment", Service.ENRICHMENT)),
    ANALYTICS_PAUSED(platform -> pause(platform, "analytics", Service.ANALYTICS));

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
                    BROKER_RESTARTED,
                    POSTGRESQL_RESTARTED);

    private final Strike strike;

    private interface Strike {
        void strike(FaultyPlatform platform) throws InterruptedException;
    }

    Fault(Strike strike) {
        this.strike = strike;
    }

    /** Returns when everything that ended runs again, though it may not be ready yet. */
    void strike(FaultyPlatform platform) throws InterruptedException {
        strike.strike(platform);
    }

    private static void restart(FaultyPlatform platform, String part, int secondsAway)
            throws InterruptedException {
        platform.stack().stopPart(part);
        TimeUnit.SECONDS.sleep(secondsAway);
        platform.stack().startPart(part);
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
