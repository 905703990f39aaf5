package io.stacklens.dashboard.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

class HexViewTest {

    @Test
    void showsOffsetBytesAndText() {
        byte[] bytes = "not a batch at\u0000 all".getBytes(StandardCharsets.UTF_8);

        assertThat(HexView.of(bytes, 1_000))
                .containsExactly(
                        "00000000  6e 6f 74 20 61 20 62 61 74 63 68 20 61 74 00 20  not a batch at."
                                + " ",
                        "00000010  61 6c 6c                                         all");
    }

    @Test
    void stopsWhereItIsTold() {
        assertThat(HexView.of(new byte[100], 16)).hasSize(1);
        assertThat(HexView.of(new byte[0], 16)).isEmpty();
    }
}
