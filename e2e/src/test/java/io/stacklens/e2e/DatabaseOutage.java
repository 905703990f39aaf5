package io.stacklens.e2e;

import com.zaxxer.hikari.HikariDataSource;

import io.stacklens.e2e.access.StartedServices;

import java.sql.SQLException;

import javax.sql.DataSource;

/** The time in which one service of this JVM gets no connection to its database. */
final class DatabaseOutage implements AutoCloseable {

    private final HikariDataSource pool;
    private final String password;

    private DatabaseOutage(HikariDataSource pool) {
        this.pool = pool;
        this.password = pool.getPassword();
    }

    static DatabaseOutage of(String service) throws SQLException {
        DatabaseOutage outage =
                new DatabaseOutage(
                        StartedServices.context(service)
                                .getBean(DataSource.class)
                                .unwrap(HikariDataSource.class));
        outage.connectWith("a wrong password");
        return outage;
    }

    @Override
    public void close() {
        connectWith(password);
    }

    /** The pool takes it for its next connections, so those that it has must go. */
    private void connectWith(String newPassword) {
        pool.setPassword(newPassword);
        pool.getHikariPoolMXBean().softEvictConnections();
    }
}
