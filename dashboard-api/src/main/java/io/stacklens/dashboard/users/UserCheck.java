package io.stacklens.dashboard.users;

import io.stacklens.dashboard.http.BadRequestException;
import io.stacklens.dashboard.users.Users.Wanted;
import io.stacklens.model.access.Role;
import io.stacklens.pipeline.http.InvalidField;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes of a request what a user is to be, or names everything that is wrong with it. */
final class UserCheck {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,99}");

    private final Passwords passwords;

    UserCheck(Passwords passwords) {
        this.passwords = passwords;
    }

    /**
     * Checks it.
     *
     * @param before the user as it is, whose values stay where the request has none; null for a new
     *     one, which needs a password
     */
    Wanted check(UserRequest request, @Nullable UserAccount before) {
        List<InvalidField> wrong = new ArrayList<>();
        String name =
                request.username() == null
                        ? before == null ? "" : before.username()
                        : request.username().strip().toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            wrong.add(
                    new InvalidField(
                            "username",
                            request.username(),
                            "1 to 100 letters, digits, . _ - @, a letter or digit first"));
        }
        Role role = role(request.role(), before == null ? Role.VIEWER : before.role(), wrong);
        String password = request.password();
        if (password == null ? before == null : !Passwords.isFit(name, password)) {
            wrong.add(new InvalidField("password", "***", Passwords.EXPECTED));
        }
        if (!wrong.isEmpty()) {
            throw new BadRequestException(wrong);
        }
        boolean enabled =
                request.enabled() == null ? before == null || before.enabled() : request.enabled();
        return new Wanted(name, role, enabled, password == null ? null : passwords.hash(password));
    }

    private static Role role(@Nullable String given, Role usual, List<InvalidField> wrong) {
        if (given == null) {
            return usual;
        }
        for (Role role : Role.values()) {
            if (role.lowerCase().equals(given.strip().toLowerCase(Locale.ROOT))) {
                return role;
            }
        }
        wrong.add(new InvalidField("role", given, "viewer, operator or admin"));
        return usual;
    }
}
