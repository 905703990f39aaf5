package io.stacklens.embedded;

/** The roles of the database: who migrates, who reads and writes, who may only query views. */
public final class Roles {

    public static final String OWNER = "stacklens_owner";
    public static final String APP = "stacklens_app";
    public static final String QUERY = "stacklens_query";

    private Roles() {}
}
