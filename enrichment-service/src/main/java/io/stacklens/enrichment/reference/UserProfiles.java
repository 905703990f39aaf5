package io.stacklens.enrichment.reference;

import org.springframework.data.domain.Limit;
import org.springframework.data.repository.ListCrudRepository;

import java.util.List;

interface UserProfiles extends ListCrudRepository<UserProfile, String> {

    List<UserProfile> findByUserIdGreaterThanOrderByUserId(String after, Limit limit);
}
