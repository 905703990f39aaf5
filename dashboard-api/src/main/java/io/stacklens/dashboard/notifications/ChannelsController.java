package io.stacklens.dashboard.notifications;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Version;
import io.stacklens.pipeline.http.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;

/** {@code /api/v1/notification-channels}: where people are told of alerts. */
@RestController
@RequestMapping("/api/v1/notification-channels")
@Tag(name = "Notifications")
class ChannelsController {

    private final Channels channels;
    private final ChannelTrial trial;

    ChannelsController(Channels channels, ChannelTrial trial) {
        this.channels = channels;
        this.trial = trial;
    }

    @GetMapping
    @Operation(
            summary = "All channels",
            description = "A secret that is stored is answered as `***`.")
    Items<Channel> channels(
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return channels.byId(PageCursor.offset(cursor), limit);
    }

    @GetMapping("/kinds")
    @Operation(
            summary = "The kinds of channels and their settings",
            description = "What a form for a channel has to ask for.")
    Items<KindOfChannel> kinds() {
        return new Items<>(KindOfChannel.all(), null);
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "One channel",
            description =
                    "A secret that is stored is answered as `***`. The ETag, sent as If-Match with"
                            + " a PUT or DELETE, keeps what others changed since.")
    ResponseEntity<Channel> channel(
            @Parameter(description = "Number of a channel", example = "1") @PathVariable long id) {
        return Version.tagged(find(id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Add a channel",
            description =
                    "It counts at once. As long as it stands in no route it is told of every alert"
                            + " from WARNING on.")
    @ApiResponse(responseCode = "201", description = "The channel as it is stored")
    ResponseEntity<Channel> add(@RequestBody ChannelRequest request) {
        Channel stored = channels.add(ChannelCheck.check(request, null));
        return ResponseEntity.created(URI.create("/api/v1/notification-channels/" + stored.id()))
                .body(stored);
    }

    @PutMapping("/{id}")
    @Operation(
            summary = "Replace a channel",
            description =
                    "What the request leaves out gets its default, a secret that it leaves out is"
                        + " forgotten. `***` keeps a secret, unless the address changes with it."
                        + " 412 if it names a version with If-Match, and the channel is another by"
                        + " now.")
    ResponseEntity<Channel> replace(
            @Parameter(description = "Number of a channel", example = "1") @PathVariable long id,
            @Parameter(description = "The ETag of the channel that is to be replaced")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch,
            @RequestBody ChannelRequest request) {
        return Version.tagged(channels.replace(id, ChannelCheck.check(request, find(id)), ifMatch));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Delete a channel",
            description =
                    "What was to be sent to it fails; the delivery log stays. 412 if it names a"
                            + " version with If-Match, and the channel is another by now.")
    @ApiResponse(responseCode = "204", description = "It is gone")
    void delete(
            @Parameter(description = "Number of a channel", example = "1") @PathVariable long id,
            @Parameter(description = "The ETag of the channel that is to be deleted")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        if (!channels.delete(id, ifMatch)) {
            throw new NotFoundException("notification channel", Long.toString(id));
        }
    }

    @PostMapping("/{id}/test")
    @Operation(
            summary = "Send a test message",
            description =
                    "Takes the way of every alert, once, also when the channel is disabled, and"
                            + " answers what came of it.")
    ChannelTrial.Answer test(
            @Parameter(description = "Number of a channel", example = "1") @PathVariable long id)
            throws InterruptedException {
        return trial.of(find(id));
    }

    private Channel find(long id) {
        return channels.find(id)
                .orElseThrow(
                        () -> new NotFoundException("notification channel", Long.toString(id)));
    }
}
