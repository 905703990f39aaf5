package io.stacklens.dashboard.saved;

import io.stacklens.dashboard.http.ConflictException;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.sql.Columns;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The kept searches. */
@Repository
class SavedQueries {

    private final JdbcClient jdbc;

    SavedQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those that somebody may see, in the order in which they were made. */
    Items<SavedQuery> seenBy(String reader, int limit, int after) {
        List<SavedQuery> rows =
                jdbc.sql(
                                "select * from saved_queries where (owner = :reader or shared) and"
                                        + " id > :after order by id limit :rows")
                        .param("reader", reader)
                        .param("after", after)
                        .param("rows", limit + 1)
                        .query((row, _) -> read(row))
                        .list();
        return Items.page(rows, limit, last -> PageCursor.of(last.id()));
    }

    Optional<SavedQuery> find(long id) {
        return jdbc.sql("select * from saved_queries where id = :id")
                .param("id", id)
                .query((row, _) -> read(row))
                .optional();
    }

    SavedQuery add(String owner, String name, String q, boolean shared) {
        return unlessTaken(
                name,
                () ->
                        jdbc.sql(
                                        "insert into saved_queries (name, q, owner, shared) values"
                                                + " (:name, :q, :owner, :shared) returning *")
                                .param("name", name)
                                .param("q", q)
                                .param("owner", owner)
                                .param("shared", shared)
                                .query((row, _) -> read(row))
                                .single());
    }

    Optional<SavedQuery> replace(long id, String name, String q, boolean shared) {
        return unlessTaken(
                name,
                () ->
                        jdbc.sql(
                                        "update saved_queries set name = :name, q = :q, shared ="
                                                + " :shared where id = :id returning *")
                                .param("id", id)
                                .param("name", name)
                                .param("q", q)
                                .param("shared", shared)
                                .query((row, _) -> read(row))
                                .optional());
    }

    void delete(long id) {
        jdbc.sql("delete from saved_queries where id = :id").param("id", id).update();
    }

    private static <T> T unlessTaken(String name, Supplier<T> change) {
        try {
            return change.get();
        } catch (DuplicateKeyException e) {
            throw new ConflictException(
                    "name: '%s' (expected: a name that none of the owner's other queries has)"
                            .formatted(name));
        }
    }

    private static SavedQuery read(ResultSet row) throws SQLException {
        return new SavedQuery(
                row.getLong("id"),
                Columns.text(row, "name"),
                Columns.text(row, "q"),
                Columns.text(row, "owner"),
                row.getBoolean("shared"),
                Columns.time(row, "created_at"),
                Columns.time(row, "updated_at"));
    }
}
