package io.stacklens.dashboard.rules;

import io.stacklens.dashboard.http.ConflictException;
import io.stacklens.dashboard.http.Items;
import io.stacklens.dashboard.http.PageCursor;
import io.stacklens.dashboard.http.Version;
import io.stacklens.model.alert.AlertRule;
import io.stacklens.pipeline.http.NotFoundException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionOperations;
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
import java.util.List;
import java.util.Objects;

/** {@code /api/v1/alert-rules}: rules take effect within five seconds, without a restart. */
@RestController
@RequestMapping("/api/v1/alert-rules")
@Tag(name = "Alert rules")
class RulesController {

    private final StoredRules rules;
    private final RuleReferences references;
    private final TransactionOperations transactions;

    RulesController(
            StoredRules rules, RuleReferences references, TransactionOperations transactions) {
        this.rules = rules;
        this.references = references;
        this.transactions = transactions;
    }

    @GetMapping
    @Operation(summary = "All rules")
    Items<AlertRule> rules(
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        List<AlertRule> rows =
                rules
                        .findByIdGreaterThanOrderById(
                                PageCursor.offset(cursor), Limit.of(limit + 1))
                        .stream()
                        .map(StoredRule::toRule)
                        .toList();
        return Items.page(rows, limit, last -> PageCursor.of(Objects.requireNonNull(last.id())));
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "One rule",
            description =
                    "Its ETag, sent as If-Match with a PUT or DELETE, keeps what others"
                            + " changed since.")
    ResponseEntity<AlertRule> rule(@Parameter(example = "1") @PathVariable long id) {
        return Version.tagged(find(id).toRule());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Add a rule")
    @ApiResponse(responseCode = "201")
    ResponseEntity<AlertRule> add(@RequestBody RuleRequest request) {
        AlertRule rule = RuleCheck.check(request);
        references.check(rule, null);
        AlertRule stored = save(StoredRule.of(rule));
        return ResponseEntity.created(URI.create("/api/v1/alert-rules/" + stored.id()))
                .body(stored);
    }

    @PutMapping("/{id}")
    @Operation(
            summary = "Replace a rule; what the request leaves out gets its default",
            description =
                    "412 if it names a version with If-Match, and the rule is another by now.")
    ResponseEntity<AlertRule> replace(
            @Parameter(example = "1") @PathVariable long id,
            @Parameter(description = "The ETag of the rule that is to be replaced")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch,
            @RequestBody RuleRequest request) {
        AlertRule rule = RuleCheck.check(request);
        find(id);
        references.check(rule, id);
        return Version.tagged(
                Objects.requireNonNull(transactions.execute(_ -> replace(id, ifMatch, rule))));
    }

    private AlertRule replace(long id, @Nullable String ifMatch, AlertRule rule) {
        StoredRule row = findToChange(id, ifMatch);
        row.replaceBy(rule);
        return save(row);
    }

    private StoredRule findToChange(long id, @Nullable String ifMatch) {
        StoredRule row = rules.findToChange(id).orElseThrow(() -> unknown(id));
        Version.of(row.toRule()).require(ifMatch, "alert rule " + id);
        return row;
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(
            summary = "Delete a rule",
            description =
                    "412 if it names a version with If-Match, and the rule is another by now.")
    @ApiResponse(responseCode = "204")
    void delete(
            @PathVariable long id,
            @Parameter(description = "The ETag of the rule that is to be deleted")
                    @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        transactions.executeWithoutResult(_ -> rules.delete(findToChange(id, ifMatch)));
    }

    private AlertRule save(StoredRule row) {
        try {
            return rules.saveAndFlush(row).toRule();
        } catch (DataIntegrityViolationException e) {
            throw new ConflictException(
                    "name: '%s' (expected: a name that no other rule has)"
                            .formatted(row.toRule().name()));
        }
    }

    private StoredRule find(long id) {
        return rules.findById(id).orElseThrow(() -> unknown(id));
    }

    private static NotFoundException unknown(long id) {
        return new NotFoundException("alert rule", Long.toString(id));
    }
}
