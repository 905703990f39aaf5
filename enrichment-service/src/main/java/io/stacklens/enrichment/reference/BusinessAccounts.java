package io.stacklens.enrichment.reference;

import org.springframework.data.domain.Limit;
import org.springframework.data.repository.ListCrudRepository;

import java.util.List;

interface BusinessAccounts extends ListCrudRepository<BusinessAccount, String> {

    List<BusinessAccount> findByAccountIdGreaterThanOrderByAccountId(String after, Limit limit);
}
