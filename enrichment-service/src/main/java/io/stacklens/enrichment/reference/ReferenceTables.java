package io.stacklens.enrichment.reference;

import io.stacklens.model.Business;
import io.stacklens.model.Catalogue;
import io.stacklens.model.User;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

/** Reads many rows of a reference table in one statement. */
@Component
class ReferenceTables {

    private static final String USERS =
            "select user_id, name, segment, home_country, risk_score from user_profiles"
                    + " where user_id = any(?)";
    private static final String ACCOUNTS =
            "select account_id, tier, revenue, risk_score from business_accounts"
                    + " where account_id = any(?)";
    private static final String SERVICES =
            "select service, owner, tier, runbook_url from services where service = any(?)";

    private final DataSource dataSource;

    ReferenceTables(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    Map<String, User> users(List<String> ids) {
        return read(
                USERS,
                ids,
                row ->
                        new User(
                                row.getString("name"),
                                row.getString("segment"),
                                row.getString("home_country"),
                                row.getObject("risk_score", Integer.class)));
    }

    Map<String, Business> accounts(List<String> ids) {
        return read(
                ACCOUNTS,
                ids,
                row ->
                        new Business(
                                row.getString("tier"),
                                row.getObject("revenue", Double.class),
                                row.getObject("risk_score", Integer.class)));
    }

    Map<String, Catalogue> services(List<String> names) {
        return read(
                SERVICES,
                names,
                row ->
                        new Catalogue(
                                row.getString("owner"),
                                row.getString("tier"),
                                row.getString("runbook_url")));
    }

    private <V> Map<String, V> read(String sql, List<String> keys, RowReader<V> reader) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("text", keys.toArray()));
            Map<String, V> rows = new HashMap<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.put(result.getString(1), reader.read(result));
                }
            }
            return rows;
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException(String.valueOf(e.getMessage()), e);
        }
    }

    private interface RowReader<V> {
        V read(ResultSet row) throws SQLException;
    }
}
