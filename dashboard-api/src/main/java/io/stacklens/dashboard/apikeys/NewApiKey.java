package io.stacklens.dashboard.apikeys;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.swagger.v3.oas.annotations.media.Schema;

/** A key that was just made, with the key itself, which nobody can ask for again. */
record NewApiKey(
        @JsonUnwrapped ApiKey made,
        @Schema(description = "The key; it is shown this once", example = "slk_Ab3dE9…")
                String key) {

    @Override
    public String toString() {
        return "NewApiKey[" + made.prefix() + "]";
    }
}
