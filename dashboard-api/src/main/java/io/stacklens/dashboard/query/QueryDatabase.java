package io.stacklens.dashboard.query;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Connections of the role that may only read. No bean of type {@code DataSource}, so that nothing
 * else takes it for the service's own.
 */
@Component
class QueryDatabase implements DisposableBean {

    private static final int CONNECT_TIMEOUT_MILLIS = 2000;

    private final HikariDataSource pool;

    QueryDatabase(JdbcConnectionDetails main, QueryProperties settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("dashboard-query");
        config.setJdbcUrl(main.getJdbcUrl());
        config.setUsername(settings.username());
        config.setPassword(settings.password());
        config.setReadOnly(true);
        config.setAutoCommit(false);
        config.setMinimumIdle(0);
        config.setMaximumPoolSize(settings.connections());
        config.setConnectionTimeout(CONNECT_TIMEOUT_MILLIS);
        // The service starts, and serves the rest, while the database is away.
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", "stacklens-query");
        config.addDataSourceProperty(
                "maxResultBuffer", Long.toString(settings.maxResult().toBytes()));
        this.pool = new HikariDataSource(config);
    }

    Connection connect() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void destroy() {
        pool.close();
    }
}
