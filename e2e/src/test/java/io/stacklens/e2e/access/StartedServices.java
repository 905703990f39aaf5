package io.stacklens.e2e.access;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The contexts of the platform that runs in this JVM, by the names of their services. */
public final class StartedServices implements ApplicationListener<ApplicationReadyEvent> {

    private static final Map<String, ApplicationContext> CONTEXTS = new ConcurrentSkipListMap<>();

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        ApplicationContext context = event.getApplicationContext();
        CONTEXTS.put(context.getEnvironment().getProperty("spring.application.name", ""), context);
    }

    public static ApplicationContext context(String service) {
        return CONTEXTS.get(service);
    }
}
