package io.stacklens.analytics.notify.targets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.stacklens.model.json.Json;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Posts the alerts as they are on the topic, signed when the channel has a secret: {@code
 * X-StackLens-Signature} is {@code sha256=} and the HMAC-SHA256, in hexadecimal, of {@code
 * X-StackLens-Timestamp} (seconds since the epoch), a dot and the body.
 */
final class WebhookTarget implements Target {

    private final HttpTargets http;
    private final AlertText text;
    private final InstantSource clock;

    WebhookTarget(HttpTargets http, AlertText text, InstantSource clock) {
        this.http = http;
        this.text = text;
        this.clock = clock;
    }

    @Override
    public Outcome send(ChannelSettings settings, Message message) throws IOException {
        byte[] body =
                Json.write(
                        new Body(
                                message.key(),
                                message.event().label(),
                                text.title(message),
                                message.documents().stream().map(this::withUrl).toList()));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Idempotency-Key", message.key());
        String authorization = settings.optional("authorization");
        if (authorization != null) {
            headers.put("Authorization", authorization);
        }
        String secret = settings.optional("secret");
        if (secret != null) {
            String timestamp = Long.toString(clock.instant().getEpochSecond());
            headers.put("X-StackLens-Timestamp", timestamp);
            headers.put("X-StackLens-Signature", "sha256=" + signature(secret, timestamp, body));
        }
        return http.post(settings.address("url"), headers, body);
    }

    static String signature(String secret, String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing", e);
        }
    }

    private JsonNode withUrl(JsonNode document) {
        ObjectNode alert = document.deepCopy().asObject();
        return alert.put("url", text.link(NotifiedAlert.of(document)));
    }

    /**
     * What is posted.
     *
     * @param event {@code fired}, {@code acknowledged}, {@code resolved} or {@code test}
     */
    private record Body(String key, String event, String title, List<JsonNode> alerts) {}
}
