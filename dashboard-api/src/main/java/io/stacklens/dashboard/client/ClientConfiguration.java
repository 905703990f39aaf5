package io.stacklens.dashboard.client;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** Lets requests know their connections, and breaks off answers that cannot be finished. */
@Configuration(proxyBeanMethods = false)
class ClientConfiguration {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connectionsOfRequests() {
        return factory -> factory.addContextValves(new ClientConnection.Valve());
    }

    /**
     * A stream whose source failed must not end as if it were whole: the connection is closed
     * instead, and the client sees that the last chunk is missing.
     */
    @Bean
    OncePerRequestFilter brokenOffAnswers() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(
                    HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                chain.doFilter(request, response);
                if (request.getAttribute(BrokenOff.ATTRIBUTE) instanceof RuntimeException cause
                        && response.isCommitted()) {
                    throw new ServletException("answer broken off", cause);
                }
            }
        };
    }
}
