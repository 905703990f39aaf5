package io.stacklens.embedded;

/** One database and the three roles that may connect to it. */
public record Database(
        String url,
        String ownerUser,
        String ownerPassword,
        String appUser,
        String appPassword,
        String queryUser,
        String queryPassword) {

    @Override
    public String toString() {
        return "Database[" + url + "]";
    }
}
