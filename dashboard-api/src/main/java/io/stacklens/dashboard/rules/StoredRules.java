package io.stacklens.dashboard.rules;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;

import java.util.List;

/** The rows of {@code alert_rules}. */
interface StoredRules extends JpaRepository<StoredRule, Long> {

    List<StoredRule> findByIdGreaterThanOrderById(long id, Limit limit);
}
