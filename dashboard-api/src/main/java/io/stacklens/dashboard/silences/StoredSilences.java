package io.stacklens.dashboard.silences;

import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

import java.time.Instant;
import java.util.List;

/** The rows of {@code silences}. */
interface StoredSilences extends JpaRepository<StoredSilence, Long> {

    List<StoredSilence> findByIdLessThanOrderByIdDesc(long id, Limit limit);

    /** Those that have not ended. */
    @Query(
            "from StoredSilence s where s.id < :id and (s.endsAt is null or s.endsAt > :now) order"
                    + " by s.id desc")
    List<StoredSilence> findOpen(long id, Instant now, Limit limit);
}
