package io.stacklens.pipeline.redact;

import io.stacklens.pipeline.text.Ascii;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;

/**
 * Names of values that are secrets: by how the name ends, without case and without {@code _},
 * {@code -} and {@code .}, so that {@code dbPassword}, {@code db.password} and {@code DB_PASSWORD}
 * are one.
 */
final class SecretKeys {

    private static final String[] PASSWORDS = {
        "password", "passwd", "passphrase", "passcode", "pwd", "passwort"
    };
    private static final String[] SECRETS = {
        "secret",
        "secretkey",
        "token",
        "apikey",
        "accesskey",
        "privatekey",
        "signingkey",
        "encryptionkey",
        "credential",
        "credentials",
        "authorization"
    };
    private static final String AUTHORIZATION = "authorization";
    private static final String PASS = "pass";

    /** The names above by their last letter, in lower case and as a capital. */
    private static final String[][] BY_END = new String[256][];

    static {
        Arrays.fill(BY_END, new String[0]);
        for (String[] names : new String[][] {PASSWORDS, SECRETS, {PASS}}) {
            for (String name : names) {
                int last = name.charAt(name.length() - 1);
                BY_END[last] = with(name, BY_END[last]);
                BY_END[last & ~0x20] = BY_END[last];
            }
        }
    }

    private SecretKeys() {}

    /** Whether a name with this last letter can be one; asked first since it costs least. */
    static boolean canEndWith(int b) {
        return BY_END[b & 0xFF].length > 0;
    }

    static boolean isNameByte(int b) {
        return Ascii.isLetter(b) || Ascii.isDigit(b) || b == '_' || b == '-' || b == '.';
    }

    /** What the value of a name is, or null when it is no secret. */
    static @Nullable RedactionKind kindOf(byte[] key, int start, int end) {
        for (String name : BY_END[key[end - 1] & 0xFF]) {
            int at = endsWith(name, key, start, end);
            if (at >= 0) {
                return kindOf(name, key, start, at);
            }
        }
        return null;
    }

    private static @Nullable RedactionKind kindOf(String name, byte[] key, int start, int at) {
        if (name.equals(PASS)) {
            // No bypass and no compass.
            boolean isWord = at == start || !Ascii.isLetter(key[at - 1]);
            return isWord ? RedactionKind.PASSWORD : null;
        }
        return List.of(PASSWORDS).contains(name) ? RedactionKind.PASSWORD : RedactionKind.SECRET;
    }

    /** A shell's name for the working directory, and a short one for a password. */
    static boolean isPwd(byte[] key, int start, int end) {
        return endsWith("pwd", key, start, end) >= 0;
    }

    /** {@code PublicKeyToken} and the like. */
    static boolean isPublic(byte[] key, int start, int end) {
        return Ascii.indexOf("ublic", key, start, end) >= 0;
    }

    static boolean isAuthorization(byte[] key, int start, int end) {
        return endsWith(AUTHORIZATION, key, start, end) >= 0;
    }

    /** Where the end of the key that says a name begins, or -1. */
    private static int endsWith(String name, byte[] key, int start, int end) {
        int at = end;
        for (int i = name.length() - 1; i >= 0; i--) {
            do {
                at--;
            } while (at > start && isSeparator(key[at]));
            if (at < start || Ascii.toLower(key[at]) != name.charAt(i)) {
                return -1;
            }
        }
        return at;
    }

    private static String[] with(String name, String[] names) {
        String[] all = Arrays.copyOf(names, names.length + 1);
        all[names.length] = name;
        return all;
    }

    private static boolean isSeparator(int b) {
        return b == '_' || b == '-' || b == '.';
    }
}
