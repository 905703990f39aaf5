package io.stacklens.dashboard.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.util.Map;

class PagePropertiesTest {

    @Test
    void takesThePageOfTheProgram() {
        PageProperties settings = bound(Map.of());

        assertThat(settings.locations()).containsExactly("classpath:/dashboard-page/");
        assertThat(settings.areFixed()).isTrue();
    }

    @Test
    void takesFilesThatChange() {
        PageProperties settings =
                bound(Map.of("p.locations", "file:/home/page/,classpath:/dashboard-page/"));

        assertThat(settings.locations())
                .containsExactly("file:/home/page/", "classpath:/dashboard-page/");
        assertThat(settings.areFixed()).isFalse();
    }

    @Test
    void refusesWhatIsNoFolder() {
        assertThatThrownBy(() -> bound(Map.of("p.locations", "file:/home/page")))
                .rootCause()
                .hasMessageContaining("file:/home/page (expected: a folder that ends in /)");
    }

    @Test
    void refusesATypo() {
        assertThatThrownBy(() -> bound(Map.of("p.location", "file:/home/page/")))
                .rootCause()
                .hasMessageContaining("location");
    }

    private static PageProperties bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate(
                        "p",
                        Bindable.of(PageProperties.class),
                        new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
    }
}
