package io.stacklens.dashboard.incidents;

import java.util.regex.Pattern;

/** Texts from log lines and people, so that they stand in a Markdown document as they are. */
final class Markdown {

    // Whatever begins a construct somewhere in a line, and what GitHub makes links and mentions of.
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]#|~!@$]|(?<=[:w])[/.]");

    /** What begins a list, a heading's underline or a rule at the beginning of a line. */
    private static final Pattern LINE_START = Pattern.compile("^(\\s*\\d*)([-+=.)])(?=[\\s=-]|$)");

    /** Line ends, tabs, and characters that are not seen but turn the text around. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]+");

    private Markdown() {}

    /** A text within a line, such as a cell of a table. */
    static String inline(String text) {
        String oneLine = UNSEEN.matcher(text).replaceAll(" ").strip();
        String escaped =
                SPECIAL.matcher(oneLine)
                        .replaceAll("\\\\$0")
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;");
        return LINE_START.matcher(escaped).replaceFirst("$1\\\\$2");
    }

    /** A text of several lines as a quotation. */
    static String quotation(String text) {
        StringBuilder quoted = new StringBuilder();
        text.lines().forEach(line -> quoted.append("> ").append(inline(line)).append("\n>\n"));
        return quoted.isEmpty() ? "" : quoted.substring(0, quoted.length() - 2);
    }
}
