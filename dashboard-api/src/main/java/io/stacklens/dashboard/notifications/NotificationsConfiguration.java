package io.stacklens.dashboard.notifications;

import io.stacklens.pipeline.secret.SecretsConfiguration;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** The box that secrets of channels are put into. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(SecretsConfiguration.class)
class NotificationsConfiguration {}
