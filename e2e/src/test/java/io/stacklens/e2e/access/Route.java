package io.stacklens.e2e.access;

import io.stacklens.pipeline.security.Access;
import io.stacklens.pipeline.security.AccessRules;
import io.stacklens.standalone.Service;

import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One route of a service, as its mappings say.
 *
 * @param needed what it asks for
 */
public record Route(Service service, String method, String path, Access needed)
        implements Comparable<Route> {

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}:]*)(?::([^}|]*)[^}]*)?}");
    private static final Comparator<Route> ORDER =
            Comparator.comparing(Route::service)
                    .thenComparing(Route::path)
                    .thenComparing(Route::method);

    /** All routes of all services, from their own mappings. */
    public static List<Route> all() {
        Set<Route> routes = new TreeSet<>();
        for (Service service : Service.values()) {
            ApplicationContext context =
                    StartedServices.context(service.name().toLowerCase(Locale.ROOT));
            AccessRules rules = context.getBean(AccessRules.class);
            for (RequestMappingInfoHandlerMapping mapping :
                    context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values()) {
                for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                    for (String path : info.getPatternValues()) {
                        for (String method : methods(info)) {
                            String example = example(path);
                            routes.add(new Route(service, method, path, rules.of(method, example)));
                        }
                    }
                }
            }
        }
        return new ArrayList<>(routes);
    }

    private static List<String> methods(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty()
                ? List.of("GET", "POST")
                : methods.stream().map(RequestMethod::name).toList();
    }

    /** A path that it takes; of a variable with alternatives, the first. */
    public String example() {
        return example(path);
    }

    private static String example(String path) {
        return VARIABLE.matcher(path)
                .replaceAll(
                        variable ->
                                variable.group(2) == null || !variable.group(2).matches("[\\w-]+")
                                        ? "1"
                                        : variable.group(2))
                .replace("/**", "/x")
                .replace("*", "x");
    }

    @Override
    public int compareTo(Route other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(service.name().toLowerCase(Locale.ROOT), method, path);
    }
}
