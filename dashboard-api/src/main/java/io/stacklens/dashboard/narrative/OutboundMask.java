package io.stacklens.dashboard.narrative;

import java.util.regex.Pattern;

/**
 * Takes out of a text whatever could be a secret or tell of a person, before it leaves for somebody
 * else's server. The parser has redacted lines already, by rules that must not spoil a search; here
 * a word too many does no harm, so all that looks doubtful goes.
 */
final class OutboundMask {

    private static final String GONE = "***";
    private static final int LONGEST = 300;

    /** Longest text that is looked at; what lies behind would be cut off anyway. */
    private static final int LOOKED_AT = 2_000;

    private static final String ANNOUNCED =
            "(?i)(\\w*(passw|passphrase|passcode|pwd|secret|token|credential|authori[sz]ation"
                    + "|api.?key|access.?key|private.?key|cookie)\\w*"
                    + "|\\b(bearer|basic|session|otp|pin|pass)\\b)"
                    + "[\"']?\\s*(=>|[:=]|\\s)\\s*[^,;)}\\]]+";

    /** Patterns in the order they are applied: whole addresses before the parts of them. */
    private static final Pattern[] DOUBTFUL = {
        // A whole block of a key, or what is left of it when it was cut.
        Pattern.compile("-----BEGIN.*", Pattern.DOTALL),
        // user:password@ and the query of an address.
        Pattern.compile("(?<=://)[^/\\s@]*@"),
        Pattern.compile("\\?[^\\s\"'<>]+"),
        Pattern.compile("[\\w.+-]+@[\\w-]+(\\.[\\w-]+)*"),
        // What follows a word that announces a secret, up to the end of the clause.
        Pattern.compile(ANNOUNCED),
        Pattern.compile("\\b\\d{1,3}(\\.\\d{1,3}){3}\\b"),
        Pattern.compile("(?i)\\b[0-9a-f]{0,4}(:[0-9a-f]{0,4}){3,}\\b"),
        // Digits, also in the groups of cards, accounts and telephones.
        Pattern.compile("\\d([ -]?\\d){5,}"),
        // Letters and digits mixed in one long run, with what hangs on to it: keys, hashes, ids.
        Pattern.compile(
                "[\\w+/=.~-]*(?=[A-Za-z]{0,40}\\d)(?=\\d{0,40}[A-Za-z])[A-Za-z0-9]{12,}"
                        + "[\\w+/=.~-]*"),
        Pattern.compile("(?i)[0-9a-f]{4,8}-[0-9a-f]{4}-[0-9a-f-]+"),
        // No word of prose is as long.
        Pattern.compile("[\\w+/=~-]{40,}"),
    };

    private OutboundMask() {}

    static String mask(String text) {
        String masked = lookedAt(text);
        for (Pattern each : DOUBTFUL) {
            masked = each.matcher(masked).replaceAll(GONE);
        }
        return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST);
    }

    /** Cut between words: the first half of a secret might not look like one. */
    private static String lookedAt(String text) {
        if (text.length() <= LOOKED_AT) {
            return text;
        }
        int blank = text.lastIndexOf(' ', LOOKED_AT);
        return blank < 0 ? GONE : text.substring(0, blank);
    }
}
