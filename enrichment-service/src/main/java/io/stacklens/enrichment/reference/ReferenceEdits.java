package io.stacklens.enrichment.reference;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** The reference tables as operators edit them, row by row. */
@Component
class ReferenceEdits {

    private final JdbcClient jdbc;

    ReferenceEdits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Profiles in the order of their ids. */
    List<UserProfile> profilesAfter(String userId, int limit) {
        return jdbc.sql(
                        """
                        select user_id, name, segment from user_profiles where user_id > ?
                        order by user_id limit ?
                        """)
                .params(userId, limit)
                .query((row, _) -> profile(row))
                .list();
    }

    Optional<UserProfile> profile(String userId) {
        return jdbc.sql("select user_id, name, segment from user_profiles where user_id = ?")
                .param(userId)
                .query((row, _) -> profile(row))
                .optional();
    }

    void save(UserProfile profile) {
        jdbc.sql(
                        """
                        insert into user_profiles (user_id, name, segment) values (:userId, :name, :segment)
                        on conflict (user_id) do update set name = excluded.name, segment = excluded.segment
                        """)
                .paramSource(profile)
                .update();
    }

    void deleteProfile(String userId) {
        jdbc.sql("delete from user_profiles where user_id = ?").param(userId).update();
    }

    /** Accounts in the order of their ids. */
    List<BusinessAccount> accountsAfter(String accountId, int limit) {
        return jdbc.sql(
                        """
                        select account_id, tier, revenue, risk_score from business_accounts
                        where account_id > ? order by account_id limit ?
                        """)
                .params(accountId, limit)
                .query((row, _) -> account(row))
                .list();
    }

    Optional<BusinessAccount> account(String accountId) {
        return jdbc.sql(
                        """
                        select account_id, tier, revenue, risk_score from business_accounts
                        where account_id = ?
                        """)
                .param(accountId)
                .query((row, _) -> account(row))
                .optional();
    }

    void save(BusinessAccount account) {
        jdbc.sql(
                        """
                        insert into business_accounts (account_id, tier, revenue, risk_score)
                        values (:accountId, :tier, :revenue, :riskScore)
                        on conflict (account_id) do update set tier = excluded.tier,
                            revenue = excluded.revenue, risk_score = excluded.risk_score
                        """)
                .paramSource(account)
                .update();
    }

    void deleteAccount(String accountId) {
        jdbc.sql("delete from business_accounts where account_id = ?").param(accountId).update();
    }

    private static UserProfile profile(ResultSet row) throws SQLException {
        return new UserProfile(
                row.getString("user_id"), row.getString("name"), row.getString("segment"));
    }

    private static BusinessAccount account(ResultSet row) throws SQLException {
        return new BusinessAccount(
                row.getString("account_id"),
                row.getString("tier"),
                row.getObject("revenue", Double.class),
                row.getObject("risk_score", Integer.class));
    }
}
