package io.stacklens.embedded;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

/**
 * A Kafka broker inside this JVM: one node that is its own controller, listening on the loopback
 * address. Its data survive a restart and a kill.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int NODE_ID = 1;

    private final KafkaRaftServer server;
    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /**
     * Starts a broker on the data of a directory, which is made when missing.
     *
     * @param port the port for clients; 0 takes a free one
     */
    public static EmbeddedBroker start(Path dataDir, int port) {
        int clientPort = Ports.requireFree(port, "Kafka");
        int controllerPort = Ports.requireFree(0, "Kafka controller");
        try {
            Files.createDirectories(dataDir);
            format(dataDir, clusterId(dataDir));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare the broker's data in " + dataDir, e);
        }
        KafkaConfig config =
                KafkaConfig.fromProps(settings(dataDir, clientPort, controllerPort), false);
        EmbeddedBroker broker =
                new EmbeddedBroker(new KafkaRaftServer(config, Time.SYSTEM), clientPort);
        broker.server.startup();
        log.atInfo().addKeyValue("bootstrap", broker.bootstrapServers()).log("broker started");
        return broker;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** The id must stay the same for the life of the data, so it is kept beside them. */
    private static String clusterId(Path dataDir) throws IOException {
        Path file = dataDir.resolve("cluster-id");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        String id = Uuid.randomUuid().toString();
        Files.writeString(file, id);
        return id;
    }

    private static void format(Path dataDir, String clusterId) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        Formatter formatter =
                new Formatter()
                        .setPrintStream(new PrintStream(output, true, StandardCharsets.UTF_8))
                        .setNodeId(NODE_ID)
                        .setClusterId(clusterId)
                        .setControllerListenerName("CONTROLLER")
                        .setIgnoreFormatted(true)
                        .setDirectories(List.of(logs(dataDir)))
                        .setMetadataLogDirectory(logs(dataDir));
        try {
            formatter.run();
        } catch (Exception e) { // declared by Formatter
            throw new IOException(output.toString(StandardCharsets.UTF_8), e);
        }
    }

    private static String logs(Path dataDir) {
        return dataDir.resolve("logs").toString();
    }

    private static Properties settings(Path dataDir, int port, int controllerPort) {
        String client = "PLAINTEXT://127.0.0.1:" + port;
        Properties settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", Integer.toString(NODE_ID));
        settings.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.setProperty("listeners", client + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("advertised.listeners", client);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("inter.broker.listener.name", "PLAINTEXT");
        settings.setProperty(
                "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("log.dirs", logs(dataDir));

        // One node: every internal topic has one replica, and few partitions start faster.
        settings.setProperty("offsets.topic.num.partitions", "4");
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("transaction.state.log.num.partitions", "4");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.num.partitions", "1");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        // What a killed client left open keeps readers waiting, by default up to 10 s longer.
        settings.setProperty("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        settings.setProperty("min.insync.replicas", "1");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");

        // After a kill the old registration holds until its session ends: the default of 9 s is
        // long
        // to wait, much less would take a busy machine for a dead broker.
        settings.setProperty("broker.heartbeat.interval.ms", "1000");
        settings.setProperty("broker.session.timeout.ms", "6000");

        // Twice a second by default: it shows other nodes that the controller lives, here are none.
        settings.setProperty("metadata.max.idle.interval.ms", "0");

        settings.setProperty("num.io.threads", "4");
        settings.setProperty("num.network.threads", "2");
        settings.setProperty("background.threads", "4");
        // The default takes 128 MB of heap.
        settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
        settings.setProperty("message.max.bytes", Integer.toString(8 << 20));
        // Topics come from the migrator, never from a client's typing error.
        settings.setProperty("auto.create.topics.enable", "false");
        return settings;
    }
}
