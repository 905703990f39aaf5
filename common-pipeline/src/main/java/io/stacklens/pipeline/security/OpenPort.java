package io.stacklens.pipeline.security;

import io.stacklens.pipeline.security.SecurityProperties.Authentication;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Refuses to start where everybody who reaches the machine could read and change everything. */
public final class OpenPort {

    private OpenPort() {}

    /**
     * Refuses an address that others reach, unless credentials are asked for or something else
     * does.
     *
     * @param address to listen on; null stands for all
     */
    public static void refuse(@Nullable String address, Authentication authentication) {
        if (authentication == Authentication.NONE && !isLoopback(address)) {
            throw new OpenPortException(
                    "the port would listen on %s and ask nobody for credentials (expected:"
                                    .formatted(address == null ? "all addresses" : address)
                            + " stacklens.security.authentication=required, which makes a user"
                            + " admin at the first start; or the address 127.0.0.1; or"
                            + " stacklens.security.authentication=unprotected where a proxy in"
                            + " front lets in only whom it knows)");
        }
    }

    private static boolean isLoopback(@Nullable String address) {
        if (address == null || address.isBlank()) {
            return false;
        }
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false; // the server itself says that it cannot listen there
        }
    }
}
