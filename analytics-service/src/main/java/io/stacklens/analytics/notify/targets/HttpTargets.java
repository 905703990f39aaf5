package io.stacklens.analytics.notify.targets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.analytics.notify.guard.RefusedTargetException;
import io.stacklens.analytics.notify.guard.TargetGuard;

import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Posts JSON. The guard is asked about the very addresses that are connected to; redirects,
 * proxies, cookies and connections of earlier messages are not used.
 */
public final class HttpTargets implements AutoCloseable {

    private static final int MOST_OF_AN_ANSWER = 300;
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final CloseableHttpClient client;

    public HttpTargets(TargetGuard guard, Duration timeout) {
        Timeout limit = Timeout.of(timeout);
        client =
                HttpClients.custom()
                        .setUserAgent("StackLens")
                        .setConnectionManager(
                                PoolingHttpClientConnectionManagerBuilder.create()
                                        .setDnsResolver(new GuardedNames(guard))
                                        .setTlsSocketStrategy(
                                                DefaultClientTlsStrategy.createSystemDefault())
                                        .setDefaultConnectionConfig(
                                                ConnectionConfig.custom()
                                                        .setConnectTimeout(limit)
                                                        .setSocketTimeout(limit)
                                                        .build())
                                        .build())
                        .setDefaultRequestConfig(
                                RequestConfig.custom().setResponseTimeout(limit).build())
                        // A kept connection may be dead, and a message is not sent twice to find
                        // out.
                        .setConnectionReuseStrategy((_, _, _) -> false)
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .build();
    }

    Outcome post(URI address, Map<String, String> headers, byte[] json) throws IOException {
        HttpPost request = new HttpPost(address);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        return client.execute(request, HttpTargets::outcome);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private static Outcome outcome(ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        if (status < 300) {
            return new Outcome.Delivered(null);
        }
        if (status < 400) {
            return new Outcome.Refused(
                    "answered %d, a redirect; redirects are not followed: set the address it leads to"
                            .formatted(status));
        }
        String error = "answered %d %s".formatted(status, beginning(response.getEntity()));
        boolean isPassing = status == 408 || status == 425 || status == 429 || status >= 500;
        return isPassing
                ? new Outcome.TryAgain(error.strip(), retryAfter(response))
                : new Outcome.Refused(error.strip());
    }

    private static String beginning(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return "";
        }
        try (InputStream body = entity.getContent()) {
            return new String(body.readNBytes(MOST_OF_AN_ANSWER), UTF_8)
                    .replaceAll("\\p{Cntrl}+", " ")
                    .strip();
        }
    }

    private static @Nullable Duration retryAfter(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Retry-After");
        if (header == null || !header.getValue().strip().matches("\\d{1,9}")) {
            return null;
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(header.getValue().strip()));
        return asked.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : asked;
    }

    /** Leaves of what a name resolves to only what may be connected to. */
    private record GuardedNames(TargetGuard guard) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            List<InetAddress> allowed = new ArrayList<>();
            RefusedTargetException refused = null;
            for (InetAddress address : InetAddress.getAllByName(host)) {
                try {
                    guard.check(host, address);
                    allowed.add(address);
                } catch (RefusedTargetException e) {
                    refused = e;
                }
            }
            if (allowed.isEmpty() && refused != null) {
                throw refused;
            }
            return allowed.toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
