package io.stacklens.enrichment.editing;

import io.stacklens.pipeline.http.InvalidValueException;
import io.stacklens.pipeline.http.NotFoundException;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Lets operators edit what is known of users, accounts and services. */
@RestController
@RequestMapping("/api/v1/{table:user-profiles|business-accounts|services}")
class ReferenceController {

    private final ReferenceEdits edits;
    private final BulkUpsert bulk;

    ReferenceController(ReferenceEdits edits, BulkUpsert bulk) {
        this.edits = edits;
        this.bulk = bulk;
    }

    @GetMapping
    Listing<Map<String, @Nullable Object>> list(
            @PathVariable String table,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(defaultValue = "") String cursor) {
        ReferenceTable known = known(table);
        int checked = Listing.checkedLimit(limit);
        String key = known.key().name();
        return Listing.of(
                edits.rowsAfter(known, withoutNul("cursor", cursor), checked + 1),
                checked,
                row -> String.valueOf(row.get(key)));
    }

    @GetMapping("/{key}")
    Map<String, @Nullable Object> get(@PathVariable String table, @PathVariable String key) {
        return edits.row(known(table), withoutNul("key", key))
                .orElseThrow(() -> new NotFoundException(table, key));
    }

    @PutMapping("/{key}")
    Map<String, @Nullable Object> put(
            @PathVariable String table, @PathVariable String key, @RequestBody JsonNode body) {
        ReferenceTable known = known(table);
        String keyName = known.key().name();
        if (body instanceof ObjectNode object) {
            JsonNode named = object.get(keyName);
            if (named != null && !named.asString("").equals(key)) {
                throw new InvalidValueException(keyName, named.toString(), "the key in the path");
            }
            object.put(keyName, key);
        }
        try {
            Map<String, @Nullable Object> row = known.read(body);
            edits.save(known, List.of(row));
            return row;
        } catch (UnfitValueException e) {
            throw new InvalidValueException(
                    e.field() == null ? "body" : e.field(),
                    e.value() == null ? "" : e.value(),
                    e.reason());
        }
    }

    @DeleteMapping("/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String table, @PathVariable String key) {
        edits.delete(known(table), withoutNul("key", key));
    }

    /** Takes CSV or NDJSON of any length, and keeps a few lines of it in memory at a time. */
    @PostMapping("/bulk")
    BulkResult bulk(@PathVariable String table, HttpServletRequest request) throws IOException {
        String type = String.valueOf(request.getContentType());
        return bulk.save(known(table), type, request.getInputStream());
    }

    private static ReferenceTable known(String table) {
        return ReferenceTable.ofPath(table)
                .orElseThrow(() -> new NotFoundException("reference table", table));
    }

    /** PostgreSQL has no NUL in texts. */
    private static String withoutNul(String field, String text) {
        if (text.indexOf('\0') >= 0) {
            throw new InvalidValueException(field, text.replace('\0', ' '), "no NUL");
        }
        return text;
    }
}
