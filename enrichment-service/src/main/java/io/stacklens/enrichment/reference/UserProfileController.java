package io.stacklens.enrichment.reference;

import io.stacklens.model.User;
import io.stacklens.pipeline.http.NotFoundException;

import jakarta.validation.Valid;
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
 * Lets operators edit what is known of users. A change counts for the next batch of this instance.
 */
@RestController
@RequestMapping("/api/v1/user-profiles")
class UserProfileController {

    private final UserProfiles profiles;
    private final ReferenceCache<User> cache;

    UserProfileController(UserProfiles profiles, ReferenceCache<User> cache) {
        this.profiles = profiles;
        this.cache = cache;
    }

    record Item(String userId, @Nullable String name, @Nullable String segment) {
        static Item of(UserProfile profile) {
            return new Item(profile.userId(), profile.name(), profile.segment());
        }
    }

    record Body(
            @Size(max = 256) @Nullable String name, @Size(max = 256) @Nullable String segment) {}

    @GetMapping
    Listing<Item> list(
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "") String cursor) {
        int checked = Listing.checkedLimit(limit);
        List<Item> items =
                profiles
                        .findByUserIdGreaterThanOrderByUserId(cursor, Limit.of(checked + 1))
                        .stream()
                        .map(Item::of)
                        .toList();
        return Listing.of(items, checked, Item::userId);
    }

    @GetMapping("/{userId}")
    Item get(@PathVariable String userId) {
        return profiles.findById(userId)
                .map(Item::of)
                .orElseThrow(() -> new NotFoundException("user profile", userId));
    }

    @PutMapping("/{userId}")
    Item put(@PathVariable String userId, @RequestBody @Valid Body body) {
        UserProfile saved = profiles.save(new UserProfile(userId, body.name(), body.segment()));
        cache.forget(userId);
        return Item.of(saved);
    }

    @DeleteMapping("/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String userId) {
        profiles.deleteById(userId);
        cache.forget(userId);
    }
}
