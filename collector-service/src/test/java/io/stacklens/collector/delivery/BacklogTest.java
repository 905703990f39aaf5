package io.stacklens.collector.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BacklogTest {

    @Test
    void isNoneWhenEverythingIsRead() {
        assertThat(new Backlog(100, 200, 200, 5_000, 1_000, 200).exceeds(70)).isFalse();
        assertThat(new Backlog(0, 0, 0, 0, 0, 0).exceeds(70)).isFalse();
    }

    @Test
    void exceedsAShareOfTheBytesThatAreRetained() {
        assertThat(new Backlog(0, 25, 100, 1_000, 1_000, 0).exceeds(70)).isTrue();
        assertThat(new Backlog(0, 35, 100, 1_000, 1_000, 0).exceeds(70)).isFalse();
    }

    @Test
    void isNotTooLongWhileThereIsRoomForMore() {
        assertThat(new Backlog(0, 0, 100, 1_000, 10_000, 0).exceeds(70)).isFalse();
        assertThat(new Backlog(0, 0, 100, 1_000, -1, 0).exceeds(70)).isFalse();
    }

    @Test
    void exceedsAShareOfTheTimeThatIsRetained() {
        assertThat(new Backlog(0, 40, 100, 1, 10_000, 41).exceeds(70)).isTrue();
        assertThat(new Backlog(0, 41, 100, 1, 10_000, 41).exceeds(70)).isFalse();
    }

    @Test
    void countsOnlyWhatIsStillThere() {
        assertThat(new Backlog(100, 0, 200, 500, 1_000, 100).exceeds(70)).isTrue();
        assertThat(new Backlog(100, 100, 200, 500, 1_000, 100).exceeds(70)).isFalse();
    }
}
