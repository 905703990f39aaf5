package io.stacklens.collector;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that sign themselves, made by the JDK's keytool as an operator would. */
record Certificates(Path directory) {

    static final String PASSWORD = "of-a-test";

    /** Makes a key with a certificate in {@code name.p12}, replacing what was there. */
    Path key(String name, String commonName) throws IOException, InterruptedException {
        Path made = directory.resolve(name + ".new");
        keytool(
                made,
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + commonName,
                "-ext",
                "SAN=ip:127.0.0.1,dns:localhost");
        return Files.move(made, store(name), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes {@code trust.p12}, which trusts the certificates of the named keys. */
    Path trust(String... names) throws IOException, InterruptedException {
        Path trust = directory.resolve("trust.p12");
        for (String name : names) {
            Path certificate = directory.resolve(name + ".crt");
            keytool(store(name), "-exportcert", "-alias", name, "-file", certificate.toString());
            keytool(
                    trust,
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    name,
                    "-file",
                    certificate.toString());
        }
        return trust;
    }

    /** For a client that trusts the named key's certificate, and shows its own if it has one. */
    SSLContext client(String trusted, String... own) throws Exception {
        KeyManager[] shown = null;
        if (own.length > 0) {
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(load(own[0]), PASSWORD.toCharArray());
            shown = keys.getKeyManagers();
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("server", load(trusted).getCertificate(trusted));
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown, trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore load(String name) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store(name))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private Path store(String name) {
        return directory.resolve(name + ".p12");
    }

    private void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString()));
        command.addAll(List.of(arguments));
        command.addAll(
                List.of(
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD));
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("keytool.log").toFile())
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + Files.readString(directory.resolve("keytool.log")));
        }
    }
}
