package io.stacklens.dashboard.rules;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** JPA is for what operators edit, and that is all in this package. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = StoredRule.class)
@EnableJpaRepositories(basePackageClasses = StoredRules.class)
class RulesConfiguration {}
