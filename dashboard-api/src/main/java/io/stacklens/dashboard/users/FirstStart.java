package io.stacklens.dashboard.users;

import io.stacklens.pipeline.health.Gated;
import io.stacklens.pipeline.security.SecurityProperties;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * Makes the first user once the tables are there, if credentials are asked for. The password goes
 * to the console and not to the log, which is kept and read by others.
 */
@Component
class FirstStart implements Gated {

    private static final Logger log = LoggerFactory.getLogger(FirstStart.class);

    private final DataSource dataSource;
    private final SecurityProperties properties;
    private volatile boolean running;

    FirstStart(DataSource dataSource, SecurityProperties properties) {
        this.dataSource = dataSource;
        this.properties = properties;
    }

    @Override
    public void start() {
        running = true;
        if (!properties.isRequired()) {
            return;
        }
        try (Connection connection = dataSource.getConnection()) {
            FirstUser.make(connection, properties.admin().initialPassword())
                    .ifPresent(System.out::println);
        } catch (SQLException e) {
            log.atWarn()
                    .setCause(e)
                    .log(
                            "whether there are users is not known; looked at anew at"
                                    + " the next start");
        }
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
