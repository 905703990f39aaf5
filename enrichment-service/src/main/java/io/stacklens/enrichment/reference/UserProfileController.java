package io.stacklens.enrichment.reference;

import io.stacklens.model.User;
import io.stacklens.pipeline.http.NotFoundException;

import jakarta.validation.Valid;
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
 * Lets operators edit what is known of users. A change counts for the next batch of this instance.
 */
@RestController
@RequestMapping("/api/v1/user-profiles")
class UserProfileController {

    private final ReferenceEdits edits;
    private final ReferenceCache<User> cache;

    UserProfileController(ReferenceEdits edits, ReferenceCache<User> cache) {
        this.edits = edits;
        this.cache = cache;
    }

    record Body(
            @Size(max = 256) @Nullable String name, @Size(max = 256) @Nullable String segment) {}

    @GetMapping
    Listing<UserProfile> list(
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "") String cursor) {
        int checked = Listing.checkedLimit(limit);
        return Listing.of(edits.profilesAfter(cursor, checked + 1), checked, UserProfile::userId);
    }

    @GetMapping("/{userId}")
    UserProfile get(@PathVariable String userId) {
        return edits.profile(userId)
                .orElseThrow(() -> new NotFoundException("user profile", userId));
    }

    @PutMapping("/{userId}")
    UserProfile put(@PathVariable String userId, @RequestBody @Valid Body body) {
        UserProfile profile = new UserProfile(userId, body.name(), body.segment());
        edits.save(profile);
        cache.forget(userId);
        return profile;
    }

    @DeleteMapping("/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String userId) {
        edits.deleteProfile(userId);
        cache.forget(userId);
    }
}
