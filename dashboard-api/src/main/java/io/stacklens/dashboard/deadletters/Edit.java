package io.stacklens.dashboard.deadletters;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

/**
 * What a dead letter is replayed as instead.
 *
 * @param body the text of its log record, or the document where the topic holds JSON
 * @param bytesBase64 all of its bytes
 * @param service the service its log record came for; only of {@code collected-logs}
 */
record Edit(
        @Schema(example = "{\"level\":\"error\",\"message\":\"card refused\"}")
                @Nullable String body,
        @Schema(nullable = true) @Nullable String bytesBase64,
        @Schema(example = "checkout") @Nullable String service) {

    static final Edit NONE = new Edit(null, null, null);

    boolean isNone() {
        return body == null && bytesBase64 == null && service == null;
    }
}
