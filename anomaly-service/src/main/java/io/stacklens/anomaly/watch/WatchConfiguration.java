package io.stacklens.anomaly.watch;

import io.stacklens.pipeline.repeat.Repeating;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Duration;

/** What the watch does beside the windows that come. */
@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    private static final Duration TRAINING_LOOKED_AT_EVERY = Duration.ofMillis(500);

    @Bean
    Repeating training(TrainingSchedule schedule) {
        return new Repeating("training", TRAINING_LOOKED_AT_EVERY, schedule::trainDue);
    }
}
