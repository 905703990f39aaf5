package io.stacklens.analytics.store;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import javax.sql.DataSource;

/** A real database on a bad line: it can be away, and its next commits can fail in two ways. */
final class FaultyDataSource extends DelegatingDataSource {

    enum Fault {
        /** The connection breaks before the commit: nothing is stored. */
        NOT_COMMITTED,
        /** The connection breaks after the commit: it is stored, and nobody is told. */
        ANSWER_LOST
    }

    private final Queue<Fault> nextCommits = new ConcurrentLinkedQueue<>();
    private volatile boolean away;

    FaultyDataSource(DataSource real) {
        super(real);
    }

    void setAway(boolean away) {
        this.away = away;
    }

    void nextCommit(Fault fault) {
        nextCommits.add(fault);
    }

    boolean hasHadItsFaults() {
        return nextCommits.isEmpty();
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (away) {
            throw new SQLException("away", "08001");
        }
        Connection real = super.getConnection();
        return (Connection)
                Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> {
                            if (method.getName().equals("commit")) {
                                commit(real);
                                return null;
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getTargetException();
                            }
                        });
    }

    private void commit(Connection real) throws SQLException {
        Fault fault = nextCommits.poll();
        if (fault == Fault.NOT_COMMITTED) {
            real.rollback();
        } else {
            real.commit();
        }
        if (fault != null) {
            throw new SQLException("broken line: " + fault, "08006");
        }
    }
}
