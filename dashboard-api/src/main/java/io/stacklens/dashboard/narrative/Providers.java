package io.stacklens.dashboard.narrative;

import io.stacklens.dashboard.narrative.NarrativeProperties.ModelProvider;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the providers in their order until one answers; one that failed is left alone for a while.
 */
final class Providers {

    private static final Logger log = LoggerFactory.getLogger(Providers.class);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final List<ModelProvider> providers;
    private final ModelClient client;
    private final Duration pause;
    private final InstantSource clock;
    private final Map<String, Instant> resting = new ConcurrentHashMap<>();

    Providers(
            List<ModelProvider> providers,
            ModelClient client,
            Duration pause,
            InstantSource clock) {
        this.providers = List.copyOf(providers);
        this.client = client;
        this.pause = pause;
        this.clock = clock;
    }

    /** An answer and whose it is. */
    record Told(String provider, ModelClient.Answer answer) {}

    /**
     * Asks.
     *
     * @throws NoAnswerException when none answers, with each one's reason
     */
    Told ask(String instruction, String question) throws InterruptedException {
        List<String> reasons = new ArrayList<>();
        for (ModelProvider provider : providers) {
            Instant until = resting.get(provider.name());
            if (until != null && clock.instant().isBefore(until)) {
                reasons.add(
                        "%s: failed, not asked again before %s".formatted(provider.name(), until));
                continue;
            }
            try {
                ModelClient.Answer answer = client.ask(provider, instruction, question);
                resting.remove(provider.name());
                return new Told(provider.name(), answer);
            } catch (ModelFailedException e) {
                Duration rest = e.retryAfter() == null ? pause : e.retryAfter();
                Duration bounded = rest.compareTo(LONGEST_PAUSE) < 0 ? rest : LONGEST_PAUSE;
                resting.put(provider.name(), clock.instant().plus(bounded));
                reasons.add("%s: %s".formatted(provider.name(), e.getMessage()));
                log.atWarn()
                        .addKeyValue("provider", provider.name())
                        .addKeyValue("reason", e.getMessage())
                        .addKeyValue("pause", bounded)
                        .log("no narrative from this provider");
            }
        }
        throw new NoAnswerException(String.join("; ", reasons));
    }
}
