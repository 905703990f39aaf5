package io.stacklens.dashboard.slo;

import io.stacklens.dashboard.http.ConflictException;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Version;
import io.stacklens.dashboard.sql.Columns;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The rows of {@code slos}. */
@Repository
class Slos {

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    Slos(JdbcClient jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    Items<Slo> oldestFirst(int limit, long after) {
        List<Slo> rows =
                jdbc.sql("select * from slos where id > :after order by id limit :rows")
                        .param("after", after)
                        .param("rows", limit + 1)
                        .query((row, _) -> read(row))
                        .list();
        return Items.page(rows, limit, last -> PageCursor.of(Objects.requireNonNull(last.id())));
    }

    Optional<Slo> find(long id) {
        return jdbc.sql("select * from slos where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    Slo add(Slo slo) {
        return write(
                        jdbc.sql(
                                """
                                insert into slos (name, service, route, indicator, objective,
                                                  latency_threshold_ms, window_days)
                                values (:name, :service, :route, :indicator, :objective, :threshold, :days)
                                returning *\
                                """),
                        slo)
                .orElseThrow();
    }

    /**
     * Replaces all but the id; empty if there is none of that id.
     *
     * @param ifMatch the version that is to be replaced; null for any
     */
    Optional<Slo> replace(long id, Slo slo, @Nullable String ifMatch) {
        return Objects.requireNonNull(
                transactions.execute(
                        _ -> {
                            requireVersion(id, ifMatch);
                            return replace(id, slo);
                        }));
    }

    /** Of an objective that is there, which nobody else changes before the transaction ends. */
    private void requireVersion(long id, @Nullable String ifMatch) {
        jdbc.sql("select * from slos where id = :id for update")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional()
                .ifPresent(stored -> Version.of(stored).require(ifMatch, "objective " + id));
    }

    private Optional<Slo> replace(long id, Slo slo) {
        return write(
                jdbc.sql(
                                """
                                update slos set name = :name, service = :service, route = :route,
                                    indicator = :indicator, objective = :objective,
                                    latency_threshold_ms = :threshold, window_days = :days
                                where id = :id
                                returning *\
                                """)
                        .param("id", id),
                slo);
    }

    /**
     * Answers whether there was one.
     *
     * @param ifMatch the version that is to be deleted; null for any
     */
    boolean delete(long id, @Nullable String ifMatch) {
        return transactions.execute(
                _ -> {
                    requireVersion(id, ifMatch);
                    return jdbc.sql("delete from slos where id = :id").param("id", id).update() > 0;
                });
    }

    private static Optional<Slo> write(StatementSpec statement, Slo slo) {
        try {
            return statement
                    .param("name", slo.name())
                    .param("service", slo.service())
                    .param("route", slo.route(), Types.VARCHAR)
                    .param("indicator", slo.indicator().label())
                    .param("objective", slo.objective())
                    .param("threshold", slo.latencyThresholdMs(), Types.DOUBLE)
                    .param("days", slo.windowDays())
                    .query((row, _) -> read(row))
                    .optional();
        } catch (DuplicateKeyException e) {
            throw new ConflictException(
                    "name: '%s' (expected: a name that no other objective has)"
                            .formatted(slo.name()));
        }
    }

    private static Slo read(ResultSet row) throws SQLException {
        return new Slo(
                row.getLong("id"),
                Columns.text(row, "name"),
                Columns.text(row, "service"),
                row.getString("route"),
                Indicator.named(Columns.text(row, "indicator")).orElseThrow(),
                row.getDouble("objective"),
                Columns.doubleOrNull(row, "latency_threshold_ms"),
                row.getInt("window_days"));
    }
}
