package io.stacklens.parser.header;

import io.stacklens.model.batch.LogColumn;
import io.stacklens.parser.field.NamedValues;
import io.stacklens.parser.line.LogDraft;
import io.stacklens.parser.line.Slice;
import io.stacklens.parser.time.TimestampScanner;
import io.stacklens.pipeline.text.Ascii;

import java.util.List;

/**
 * Takes out of the messages of login programs and of packet filters who came from where. The
 * program that syslog names decides which patterns are tried; the message stays as it is.
 */
public final class KnownMessages {

    private static final List<String> SSH =
            List.of(
                    "Failed %{auth_method:word} for invalid user %{user:any} from %{client_ip:word}"
                            + " port %{client.port:int}",
                    "Failed %{auth_method:word} for %{user:word} from %{client_ip:word}"
                            + " port %{client.port:int}",
                    "Accepted %{auth_method:word} for %{user:word} from %{client_ip:word}"
                            + " port %{client.port:int}",
                    "Invalid user %{user:any} from %{client_ip:word} port %{client.port:int}",
                    "Invalid user %{user:any} from %{client_ip:word}",
                    "Connection closed by invalid user %{user:any} %{client_ip:word}"
                            + " port %{client.port:int}",
                    "Connection closed by authenticating user %{user:any} %{client_ip:word}"
                            + " port %{client.port:int}",
                    "Connection closed by %{client_ip:word} port %{client.port:int}",
                    "Connection closed by %{client_ip:word}",
                    "Connection from %{client_ip:word} port %{client.port:int}",
                    "Received disconnect from %{client_ip:word} port %{client.port:int}",
                    "Disconnected from user %{user:word} %{client_ip:word} port %{client.port:int}",
                    "Disconnected from %{client_ip:word} port %{client.port:int}");

    /** What the login modules write in the name of any program. */
    private static final List<String> LOGIN =
            List.of(
                    "%{user:word} : TTY=%{tty:word} ; PWD=%{cwd:any} ; USER=%{target_user:word} ;"
                            + " COMMAND=%{command:rest}",
                    "%{-:seek}session opened for user %{target_user:name}(uid=%{-:int})"
                            + " by %{user:name}(uid=%{-:int})",
                    "%{-:seek}session opened for user %{user:name}",
                    "%{-:seek}session closed for user %{user:word}",
                    "New session %{session_id:word} of user %{user}.");

    private final NamedValues values;
    private final HeaderPattern[] ssh;
    private final HeaderPattern[] login;
    private final MessagePairs pairs;

    public KnownMessages(TimestampScanner timestamps, NamedValues values) {
        this.values = values;
        ssh = patterns(SSH, timestamps);
        login = patterns(LOGIN, timestamps);
        pairs = new MessagePairs(values);
    }

    /** Reads the message of a program that the draft names. */
    public void read(LogDraft draft) {
        Slice program = draft.appName();
        if (program.length() == 0 || !draft.has(LogColumn.BODY)) {
            return;
        }
        Slice body = draft.text(LogColumn.BODY);
        byte[] name = program.bytes();
        int start = program.start();
        int end = program.end();
        switch (name[start]) {
            case 's' -> {
                if (Ascii.startsWith("sshd", name, start, end)) {
                    boolean isKnown = readAny(ssh, body, draft) || readAny(login, body, draft);
                    pairs.readLogin(body, draft, !isKnown);
                } else if (Ascii.startsWith("su", name, start, end)
                        || Ascii.startsWith("systemd", name, start, end)) {
                    readAny(login, body, draft);
                    pairs.readLogin(body, draft, false);
                }
            }
            case 'l', 'g', 'c', 'C', 'v' -> {
                if (isLogin(name, start, end)) {
                    readAny(login, body, draft);
                    pairs.readLogin(body, draft, false);
                }
            }
            case 'k', 'u' -> {
                if (Ascii.is("kernel", name, start, end) || Ascii.is("ulogd", name, start, end)) {
                    pairs.readPacket(body, draft);
                }
            }
            default -> {}
        }
    }

    private static boolean isLogin(byte[] name, int start, int end) {
        return Ascii.startsWith("login", name, start, end)
                || Ascii.startsWith("gdm", name, start, end)
                || Ascii.isIgnoringCase("cron", name, start, Math.min(end, start + 4))
                || Ascii.startsWith("vsftpd", name, start, end);
    }

    private static boolean readAny(HeaderPattern[] patterns, Slice body, LogDraft draft) {
        for (HeaderPattern pattern : patterns) {
            if (pattern.read(body.bytes(), body.start(), body.end(), draft)) {
                return true;
            }
        }
        return false;
    }

    private HeaderPattern[] patterns(List<String> texts, TimestampScanner timestamps) {
        return texts.stream()
                .map(text -> new HeaderPattern(text, timestamps, values))
                .toArray(HeaderPattern[]::new);
    }
}
