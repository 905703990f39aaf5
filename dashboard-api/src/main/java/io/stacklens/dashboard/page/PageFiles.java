package io.stacklens.dashboard.page;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * The files of the web page and the version they make up: a hash over all of them. They are served
 * below a path that holds it, so that a browser may keep each of them for good.
 */
@Component
class PageFiles {

    private static final String VERSION_PLACE = "{files}";
    private static final int VERSION_CHARACTERS = 16;

    private final List<String> locations;
    private final String version;
    private final byte[] index;

    PageFiles(PageProperties settings) throws IOException {
        this.locations = settings.locations();
        this.version = version(locations);
        this.index = index().replace(VERSION_PLACE, path()).getBytes(StandardCharsets.UTF_8);
    }

    /** Where the files are, in the order in which a file is looked for. */
    List<String> locations() {
        return locations;
    }

    String version() {
        return version;
    }

    /** The path below which the files are served. */
    String path() {
        return "/page/" + version;
    }

    /** The document that starts the page; it names the others below {@link #path()}. */
    byte[] document() {
        return index.clone();
    }

    private String index() throws IOException {
        var resolver = new PathMatchingResourcePatternResolver();
        for (String location : locations) {
            Resource file = resolver.getResource(location + "index.html");
            if (file.exists()) {
                return file.getContentAsString(StandardCharsets.UTF_8);
            }
        }
        throw new IllegalStateException("no index.html in " + locations);
    }

    private static String version(List<String> locations) throws IOException {
        MessageDigest digest = sha256();
        var resolver = new PathMatchingResourcePatternResolver();
        for (String location : locations) {
            Resource[] files = resolver.getResources(location + "**/*.*");
            Arrays.sort(files, Comparator.comparing(PageFiles::address));
            for (Resource file : files) {
                digest.update(String.valueOf(file.getFilename()).getBytes(StandardCharsets.UTF_8));
                try (InputStream content = new DigestInputStream(file.getInputStream(), digest)) {
                    content.transferTo(OutputStream.nullOutputStream());
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_CHARACTERS);
    }

    private static String address(Resource file) {
        try {
            return file.getURL().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
