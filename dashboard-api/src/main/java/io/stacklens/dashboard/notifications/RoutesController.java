package io.stacklens.dashboard.notifications;

import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.pipeline.http.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;

/** {@code /api/v1/notification-routes}: which alerts go where. */
@RestController
@RequestMapping("/api/v1/notification-routes")
@Tag(name = "Notifications")
class RoutesController {

    private final Routes routes;
    private final Channels channels;

    RoutesController(Routes routes, Channels channels) {
        this.routes = routes;
        this.channels = channels;
    }

    @GetMapping
    @Operation(
            summary = "All routes",
            description =
                    "In the order they are asked. The first that fits an alert decides, unless it"
                            + " says to continue. A channel in no route is told of every alert from"
                            + " WARNING on.")
    Items<NotificationRoute> routes(
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return routes.inOrder(PageCursor.offset(cursor), limit);
    }

    @GetMapping("/{id}")
    @Operation(summary = "One route", description = "A route by its number.")
    NotificationRoute route(
            @Parameter(description = "Number of a route", example = "1") @PathVariable long id) {
        return find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Add a route", description = "It counts at once, for alerts that fire.")
    @ApiResponse(responseCode = "201", description = "The route as it is stored")
    ResponseEntity<NotificationRoute> add(@RequestBody RouteRequest request) {
        NotificationRoute stored = routes.add(RouteCheck.check(0, request, channels::missing));
        return ResponseEntity.created(URI.create("/api/v1/notification-routes/" + stored.id()))
                .body(stored);
    }

    @PutMapping("/{id}")
    @Operation(
            summary = "Replace a route",
            description =
                    "What the request leaves out gets its default. Who was told that an alert fires"
                            + " is still told of its end.")
    NotificationRoute replace(
            @Parameter(description = "Number of a route", example = "1") @PathVariable long id,
            @RequestBody RouteRequest request) {
        return routes.replace(RouteCheck.check(find(id).id(), request, channels::missing));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Delete a route",
            description =
                    "Channels that then stand in no route are told of every alert from WARNING on.")
    @ApiResponse(responseCode = "204", description = "It is gone")
    void delete(
            @Parameter(description = "Number of a route", example = "1") @PathVariable long id) {
        if (!routes.delete(id)) {
            throw new NotFoundException("notification route", Long.toString(id));
        }
    }

    private NotificationRoute find(long id) {
        return routes.find(id)
                .orElseThrow(() -> new NotFoundException("notification route", Long.toString(id)));
    }
}
