package io.stacklens.analytics.notify.guard;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;

class TargetGuardTest {

    private final TargetGuard strict = new TargetGuard(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.1.2.3",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "2002:7f00:1::",
                "2002:c0a8:101::1",
                "2001:0:4136:e378::1",
                "100::1"
            })
    void refusesWhatIsInside(String address) {
        assertThatExceptionOfType(RefusedTargetException.class)
                .isThrownBy(() -> check(strict, "hook.example.org", address))
                .withMessageContaining("hook.example.org")
                .withMessageContaining("stacklens.notifications.allowed-targets");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.1",
                "100.63.255.255",
                "100.128.0.1",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.167.255.255",
                "192.169.0.1",
                "198.17.255.255",
                "198.20.0.1",
                "223.255.255.255",
                "2606:4700::1111",
                "2002:0101:0101::1",
                "64:ff9b::808:808"
            })
    void letsTheInternetPass(String address) {
        assertThatCode(() -> check(strict, "hook.example.org", address)).doesNotThrowAnyException();
    }

    @Test
    void namesAnAddressOnce() {
        assertThatExceptionOfType(RefusedTargetException.class)
                .isThrownBy(() -> check(strict, "hook.example.org", "10.0.0.1"))
                .withMessageStartingWith("hook.example.org is 10.0.0.1, an address inside of");
        assertThatExceptionOfType(RefusedTargetException.class)
                .isThrownBy(() -> check(strict, "10.0.0.1", "10.0.0.1"))
                .withMessageStartingWith("10.0.0.1 is an address inside of");
    }

    @Test
    void letsPassWhatIsOnTheList() {
        TargetGuard guard =
                new TargetGuard(
                        List.of(
                                "10.1.0.0/16",
                                "127.0.0.1",
                                "fd00:1::/32",
                                "Alerts.Internal.",
                                "*.corp.example"));

        for (String[] allowed :
                new String[][] {
                    {"any", "10.1.255.1"},
                    {"localhost", "127.0.0.1"},
                    {"any", "fd00:1:2::3"},
                    {"alerts.internal", "192.168.7.7"},
                    {"ALERTS.internal.", "192.168.7.7"},
                    {"a.b.corp.example", "172.16.0.9"}
                }) {
            assertThatCode(() -> check(guard, allowed[0], allowed[1]))
                    .as(String.join(" ", allowed))
                    .doesNotThrowAnyException();
        }
        for (String[] refused :
                new String[][] {
                    {"any", "10.2.0.1"},
                    {"localhost", "127.0.0.2"},
                    {"any", "fd00:2::1"},
                    {"alerts.internal.evil.example", "192.168.7.7"},
                    {"corp.example", "172.16.0.9"},
                    {"evilcorp.example", "172.16.0.9"}
                }) {
            assertThatExceptionOfType(RefusedTargetException.class)
                    .as(String.join(" ", refused))
                    .isThrownBy(() -> check(guard, refused[0], refused[1]));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0/8/8",
                "::1/129",
                "http://hook",
                "a b",
                "*",
                "",
            })
    void aListThatCannotBeIsRefused(String entry) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new TargetGuard(List.of(entry)))
                .withMessageContaining("allowed-targets");
    }

    @Test
    void aGuardedSocketDoesNotEvenConnect() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new GuardedSockets(strict).createSocket()) {
            server.setSoTimeout(50);

            assertThatExceptionOfType(RefusedTargetException.class)
                    .isThrownBy(
                            () ->
                                    socket.connect(
                                            new InetSocketAddress(
                                                    "localhost", server.getLocalPort()),
                                            1000));
            assertThatExceptionOfType(java.net.SocketTimeoutException.class)
                    .isThrownBy(server::accept);
        }
    }

    private static void check(TargetGuard guard, String host, String address)
            throws UnknownHostException {
        guard.check(host, InetAddress.getByName(address));
    }
}
