package io.stacklens.pipeline.security;

import io.stacklens.model.Topics;
import io.stacklens.pipeline.identity.ServiceIdentity;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

/**
 * The filters before every HTTP port. They are put together by hand, without sessions, forms and
 * the other things of a web site: six contexts start in one JVM, and each has only these.
 */
@AutoConfiguration(after = KafkaAutoConfiguration.class)
@EnableConfigurationProperties(SecurityProperties.class)
public class SecurityConfiguration {

    private static final String REQUIRED = "stacklens.security.authentication";

    /** What a service asks for that says nothing else. */
    @Bean
    @ConditionalOnMissingBean
    AccessRules accessRules() {
        return AccessRules.rules().build();
    }

    @Bean
    AccessState accessState() {
        return new AccessState();
    }

    @Bean
    @ConditionalOnProperty(name = REQUIRED, havingValue = "required")
    AccessComponent accessComponent(AccessState state) {
        return new AccessComponent(state);
    }

    @Bean
    UsedKeys usedKeys() {
        return new UsedKeys();
    }

    @Bean
    Authenticator authenticator(
            AccessState state, UsedKeys usedKeys, SecurityProperties properties, Clock clock) {
        return new Authenticator(state, usedKeys, properties.oidc(), clock);
    }

    @Bean
    CredentialCheck credentialCheck(Authenticator authenticator) {
        return authenticator::stillCounts;
    }

    @Bean
    FilterRegistrationBean<FilterChainProxy> securityFilters(
            SecurityProperties properties,
            AccessRules rules,
            Authenticator authenticator,
            Environment environment)
            throws Exception {
        OpenPort.refuse(environment.getProperty("server.address"), properties.authentication());
        FilterRegistrationBean<FilterChainProxy> registration =
                new FilterRegistrationBean<>(filters(properties, rules, authenticator));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100); // behind the host guard
        // An answer that goes on in another thread was let in when it began.
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }

    static FilterChainProxy filters(
            SecurityProperties properties, AccessRules rules, Authenticator authenticator)
            throws Exception {
        FilterChainProxy filters =
                new FilterChainProxy(
                        new DefaultSecurityFilterChain(
                                AnyRequestMatcher.INSTANCE,
                                headers(),
                                new CredentialsFilter(
                                        properties.isRequired(),
                                        rules,
                                        authenticator,
                                        new RateLimits(properties.rateLimits())),
                                principals(),
                                refusals(rules),
                                new AuthorizationFilter(authorization(rules))));
        filters.setFirewall(firewall());
        return filters;
    }

    /** What a browser is to make of any answer of ours; over TLS, also to come by TLS only. */
    private static HeaderWriterFilter headers() {
        return new HeaderWriterFilter(
                List.of(
                        new XContentTypeOptionsHeaderWriter(),
                        new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY),
                        new ReferrerPolicyHeaderWriter(ReferrerPolicy.SAME_ORIGIN),
                        new HstsHeaderWriter()));
    }

    private static SecurityContextHolderAwareRequestFilter principals() throws Exception {
        SecurityContextHolderAwareRequestFilter filter =
                new SecurityContextHolderAwareRequestFilter();
        filter.setRolePrefix("");
        filter.afterPropertiesSet();
        return filter;
    }

    private static ExceptionTranslationFilter refusals(AccessRules rules) {
        ExceptionTranslationFilter filter =
                new ExceptionTranslationFilter(
                        (request, response, _) ->
                                Refusals.unauthorized(
                                        request,
                                        response,
                                        "no credentials (expected: Authorization: Bearer with a"
                                                + " token of POST /api/v1/auth/login or an API"
                                                + " key)",
                                        false),
                        new NullRequestCache());
        filter.setAccessDeniedHandler(
                (request, response, _) -> Refusals.forbidden(request, response, rules.of(request)));
        filter.afterPropertiesSet();
        return filter;
    }

    private static AuthorizationManager<HttpServletRequest> authorization(AccessRules rules) {
        return (authentication, request) -> {
            Access needed = rules.of(request);
            return new AuthorizationDecision(
                    needed == Access.OPEN
                            || (authentication.get() instanceof Caller caller
                                    && caller.has(needed)));
        };
    }

    /**
     * Odd paths are refused, since they may be read in two ways. Names and values of headers are
     * the concern of those who read them.
     */
    private static StrictHttpFirewall firewall() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowedHeaderNames(_ -> true);
        firewall.setAllowedHeaderValues(_ -> true);
        firewall.setAllowedParameterNames(_ -> true);
        firewall.setAllowedParameterValues(_ -> true);
        return firewall;
    }

    @Bean
    static BeanPostProcessor actorDataSources() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource source ? new ActorDataSource(source) : bean;
            }
        };
    }

    /**
     * Where nobody is asked for credentials nothing needs to be known, and nothing is waited for.
     */
    @Bean
    @ConditionalOnProperty(name = REQUIRED, havingValue = "required")
    @ConditionalOnMissingBean(AccessFeed.class)
    AccessReader accessReader(
            SecurityProperties properties,
            KafkaProperties kafka,
            ServiceIdentity identity,
            AccessState state) {
        Map<String, Object> settings = new HashMap<>(kafka.buildConsumerProperties());
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, identity.name() + "-" + Topics.ACCESS_LIST);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4000);
        return new AccessReader(
                () ->
                        new KafkaConsumer<>(
                                settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                state,
                new RememberedAccess(properties.rememberIn()));
    }
}
