package io.stacklens.dashboard.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import java.time.Duration;

/** Serves the page's files for good under their version, and nothing else of the class path. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {

    private static final Duration YEAR = Duration.ofDays(365);

    private final PageFiles files;
    private final PageProperties settings;

    PageConfiguration(PageFiles files, PageProperties settings) {
        this.files = files;
        this.settings = settings;
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler(files.path() + "/**")
                .addResourceLocations(files.locations().toArray(String[]::new))
                .setCacheControl(
                        settings.areFixed()
                                ? CacheControl.maxAge(YEAR).cachePublic().immutable()
                                : CacheControl.noCache());
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new SameHeaders()).addPathPatterns("/page/**");
    }

    /** A script or style sheet must not be taken for anything else, nor leave this site. */
    private static final class SameHeaders implements HandlerInterceptor {

        @Override
        public boolean preHandle(
                HttpServletRequest request, HttpServletResponse response, Object handler) {
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
            return true;
        }
    }
}
