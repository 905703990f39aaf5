package io.stacklens.pipeline.settings;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the settings of services as they will read them, and starts none of them. Whoever starts
 * several at once can say what is wrong before broker and database are up.
 */
public final class SettingsTrial {

    private SettingsTrial() {}

    /**
     * What is wrong, a sentence for each setting; none if the services will take them all.
     *
     * @param services by their names, which are those of their files of settings
     * @param settings what is said to all of them, and outranks files and environment
     */
    public static List<String> findings(List<String> services, Map<String, String> settings) {
        KnownSettings known = new KnownSettings();
        try (ConfigurableApplicationContext context = context(services, settings, known)) {
            List<String> findings = new ArrayList<>();
            for (String bean : context.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
                try {
                    context.getBean(bean);
                } catch (RuntimeException e) {
                    findings.add(WrongSetting.sentence(e, known).orElseThrow(() -> e));
                }
            }
            known.unread(context.getEnvironment())
                    .forEach(setting -> findings.add(UnknownSettings.sentence(setting, known)));
            return findings;
        }
    }

    private static ConfigurableApplicationContext context(
            List<String> services, Map<String, String> settings, KnownSettings known) {
        ConfigurationPropertiesBindHandlerAdvisor advisor = known::learningFrom;
        return new SpringApplicationBuilder(AllSettings.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=" + String.join(",", services))
                // Each is asked for by itself, so that one that is wrong hides no other.
                .lazyInitialization(true)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .initializers(
                        context ->
                                context.getBeanFactory()
                                        .registerSingleton("settingsKnown", advisor))
                .run(
                        settings.entrySet().stream()
                                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                                .toArray(String[]::new));
    }

    /** The records of all features that are on the class path. */
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties
    @ConfigurationPropertiesScan("io.stacklens")
    static class AllSettings {}
}
