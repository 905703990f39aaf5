package io.stacklens.dashboard.rules;

import jakarta.persistence.LockModeType;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

import java.util.List;
import java.util.Optional;

/** The rows of {@code alert_rules}. */
interface StoredRules extends JpaRepository<StoredRule, Long> {

    List<StoredRule> findByIdGreaterThanOrderById(long id, Limit limit);

    /** One row, which nobody else changes until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select rule from StoredRule rule where rule.id = :id")
    Optional<StoredRule> findToChange(long id);
}
