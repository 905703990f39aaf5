package io.stacklens.pipeline.security;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;

import javax.sql.DataSource;

/**
 * Tells the database who acts, while a request that changes something holds a connection; the audit
 * triggers read it. Other connections are given on as they are.
 */
final class ActorDataSource implements DataSource {

    private static final String TELL =
            "select set_config('stacklens.actor', ?, false),"
                    + " set_config('stacklens.address', ?, false)";

    private final DataSource target;

    ActorDataSource(DataSource target) {
        this.target = target;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return acting(target.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return acting(target.getConnection(username, password));
    }

    private static Connection acting(Connection connection) throws SQLException {
        Actor actor = Actor.current();
        if (actor == null) {
            return connection;
        }
        try {
            tell(connection, actor.name(), actor.address());
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("close")) {
                                close(connection);
                                return null;
                            }
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    /** The pool gives the connection to somebody else, who must not act under this name. */
    private static void close(Connection connection) throws SQLException {
        try (connection) {
            if (!connection.isClosed()) {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                tell(connection, "", "");
            }
        }
    }

    private static void tell(Connection connection, String name, String address)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TELL)) {
            statement.setString(1, name);
            statement.setString(2, address);
            statement.execute();
        }
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return target.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        target.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        target.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return target.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return target.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(target) ? type.cast(target) : target.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(target) || target.isWrapperFor(type);
    }
}
