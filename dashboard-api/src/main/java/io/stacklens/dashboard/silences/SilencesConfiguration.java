package io.stacklens.dashboard.silences;

import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** Where the mapper finds what this package stores. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = StoredSilence.class)
@EnableJpaRepositories(basePackageClasses = StoredSilences.class)
class SilencesConfiguration {}
