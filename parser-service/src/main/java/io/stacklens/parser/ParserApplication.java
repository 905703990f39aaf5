package io.stacklens.parser;

import io.stacklens.pipeline.ServiceApplication;
import io.stacklens.pipeline.StackLensService;

import org.springframework.boot.builder.SpringApplicationBuilder;

/** The parser service as a program. */
@StackLensService
public class ParserApplication {

    public static void main(String[] args) {
        application().run(args);
    }

    public static SpringApplicationBuilder application() {
        return ServiceApplication.of(ParserApplication.class, "parser");
    }
}
