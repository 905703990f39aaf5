package io.stacklens.enrichment.reference;

import io.stacklens.model.Business;
import io.stacklens.pipeline.http.NotFoundException;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
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

import java.util.List;

/**
 * Lets operators edit what is known of accounts. A change counts for the next batch of this
 * instance.
 */
@RestController
@RequestMapping("/api/v1/business-accounts")
class BusinessAccountController {

    private final BusinessAccounts accounts;
    private final ReferenceCache<Business> cache;

    BusinessAccountController(BusinessAccounts accounts, ReferenceCache<Business> cache) {
        this.accounts = accounts;
        this.cache = cache;
    }

    record Item(
            String accountId,
            @Nullable String tier,
            @Nullable Double revenue,
            @Nullable Integer riskScore) {
        static Item of(BusinessAccount account) {
            return new Item(
                    account.accountId(), account.tier(), account.revenue(), account.riskScore());
        }
    }

    record Body(
            @Size(max = 256) @Nullable String tier,
            @Nullable Double revenue,
            @Min(0) @Max(100) @Nullable Integer riskScore) {}

    @GetMapping
    Listing<Item> list(
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "") String cursor) {
        int checked = Listing.checkedLimit(limit);
        List<Item> items =
                accounts
                        .findByAccountIdGreaterThanOrderByAccountId(cursor, Limit.of(checked + 1))
                        .stream()
                        .map(Item::of)
                        .toList();
        return Listing.of(items, checked, Item::accountId);
    }

    @GetMapping("/{accountId}")
    Item get(@PathVariable String accountId) {
        return accounts.findById(accountId)
                .map(Item::of)
                .orElseThrow(() -> new NotFoundException("business account", accountId));
    }

    @PutMapping("/{accountId}")
    Item put(@PathVariable String accountId, @RequestBody @Valid Body body) {
        BusinessAccount saved =
                accounts.save(
                        new BusinessAccount(
                                accountId, body.tier(), body.revenue(), body.riskScore()));
        cache.forget(accountId);
        return Item.of(saved);
    }

    @DeleteMapping("/{accountId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String accountId) {
        accounts.deleteById(accountId);
        cache.forget(accountId);
    }
}
