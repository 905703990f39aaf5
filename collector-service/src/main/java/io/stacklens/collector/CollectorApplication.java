package io.stacklens.collector;

import io.stacklens.pipeline.ServiceApplication;
import io.stacklens.pipeline.StackLensService;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** The collector: HTTP and syslog in, {@code collected-logs} out. */
@StackLensService
public class CollectorApplication {

    public static SpringApplicationBuilder application() {
        return ServiceApplication.of(CollectorApplication.class, "collector");
    }

    public static void main(String[] args) {
        application().run(args);
    }
}
