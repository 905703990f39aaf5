package io.stacklens.pipeline.health;

/** Tells whether the database has the schema that this build was made for. */
interface SchemaCheck {

    /** What is missing, as a sentence; empty when nothing is. */
    String missing();
}
