package io.stacklens.enrichment.reference;

import io.stacklens.model.Business;
import io.stacklens.pipeline.http.NotFoundException;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Lets operators edit what is known of accounts. A change counts for the next batch of this
 * instance.
 */
@RestController
@RequestMapping("/api/v1/business-accounts")
class BusinessAccountController {

    private final ReferenceEdits edits;
    private final ReferenceCache<Business> cache;

    BusinessAccountController(ReferenceEdits edits, ReferenceCache<Business> cache) {
        this.edits = edits;
        this.cache = cache;
    }

    record Body(
            @Size(max = 256) @Nullable String tier,
            @Nullable Double revenue,
            @Min(0) @Max(100) @Nullable Integer riskScore) {}

    @GetMapping
    Listing<BusinessAccount> list(
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "") String cursor) {
        int checked = Listing.checkedLimit(limit);
        return Listing.of(
                edits.accountsAfter(cursor, checked + 1), checked, BusinessAccount::accountId);
    }

    @GetMapping("/{accountId}")
    BusinessAccount get(@PathVariable String accountId) {
        return edits.account(accountId)
                .orElseThrow(() -> new NotFoundException("business account", accountId));
    }

    @PutMapping("/{accountId}")
    BusinessAccount put(@PathVariable String accountId, @RequestBody @Valid Body body) {
        BusinessAccount account =
                new BusinessAccount(accountId, body.tier(), body.revenue(), body.riskScore());
        edits.save(account);
        cache.forget(accountId);
        return account;
    }

    @DeleteMapping("/{accountId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String accountId) {
        edits.deleteAccount(accountId);
        cache.forget(accountId);
    }
}
