package io.stacklens.dashboard.page;

import io.swagger.v3.oas.annotations.Hidden;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;

/** Short paths at the root lead to the API; 308 keeps method and body. */
@Hidden
@RestController
class RootRedirects {

    @RequestMapping({"/metrics", "/metrics/**", "/alerts", "/alerts/**", "/health-status"})
    ResponseEntity<Void> toApi(HttpServletRequest request) {
        String query = request.getQueryString();
        String path = "/api/v1" + request.getRequestURI();
        return ResponseEntity.status(HttpStatus.PERMANENT_REDIRECT)
                .location(URI.create(query == null ? path : path + "?" + query))
                // A browser gets a page at some of these paths.
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }
}
