package io.stacklens.dashboard.page;

import io.swagger.v3.oas.annotations.Hidden;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.nio.charset.StandardCharsets;

/**
 * The web page: one document at the root and at the path of every page of it, which the page itself
 * tells apart. The paths are those of {@code core/routes.js}.
 */
@Hidden
@RestController
class PageController {

    /**
     * Only files of this service may run, be shown or be asked, and only the rendering library may
     * make markup of text.
     */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'; require-trusted-types-for"
                    + " 'script'; trusted-types lit-html";

    private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

    private final PageFiles files;

    PageController(PageFiles files) {
        this.files = files;
    }

    @GetMapping({
        "/",
        "/index.html",
        "/logs/**",
        "/services/**",
        "/templates/**",
        "/incidents/**",
        "/anomalies/**",
        "/slos/**",
        "/rules/**",
        "/silences/**",
        "/pipeline/**",
        "/dead-letters/**",
        "/admin/**",
        "/login"
    })
    ResponseEntity<byte[]> page() {
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noCache())
                .eTag(files.version())
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Referrer-Policy", "same-origin")
                .header("X-Content-Type-Options", "nosniff")
                .body(files.document());
    }

    /** A browser gets the page; whoever asks for anything else is led to the API. */
    @GetMapping(
            path = {"/alerts", "/alerts/**"},
            produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<byte[]> alerts() {
        ResponseEntity<byte[]> page = page();
        return ResponseEntity.status(page.getStatusCode())
                .headers(page.getHeaders())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .body(page.getBody());
    }
}
