package io.stacklens.dashboard.silences;

import jakarta.persistence.LockModeType;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of {@code silences}. */
interface StoredSilences extends JpaRepository<StoredSilence, Long> {

    List<StoredSilence> findByIdLessThanOrderByIdDesc(long id, Limit limit);

    /** One row, which nobody else changes until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select silence from StoredSilence silence where silence.id = :id")
    Optional<StoredSilence> findToChange(long id);

    /** Those that have not ended. */
    @Query(
            "from StoredSilence s where s.id < :id and (s.endsAt is null or s.endsAt > :now) order"
                    + " by s.id desc")
    List<StoredSilence> findOpen(long id, Instant now, Limit limit);
}
