package io.stacklens.analytics.alerts;

import org.jspecify.annotations.Nullable;

/**
 * What a rule looks at: a service, one of its routes, or one part of it.
 *
 * @param route null for the service's total
 * @param part null unless the rule looks at each host or each template by itself
 */
record Series(String service, @Nullable String route, @Nullable Part part) {

    Series(String service, @Nullable String route) {
        this(service, route, null);
    }

    static Series ofHost(String service, String host) {
        return new Series(service, null, new Part(Part.HOST, host));
    }

    static Series ofTemplate(String service, String templateId) {
        return new Series(service, null, new Part(Part.TEMPLATE, templateId));
    }

    /** A host or a template. */
    record Part(String name, String value) {
        static final String HOST = "host";
        static final String TEMPLATE = "template";
    }
}
