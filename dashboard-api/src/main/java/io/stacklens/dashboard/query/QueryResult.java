package io.stacklens.dashboard.query;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What a query found.
 *
 * @param columns names of the columns, in order
 * @param rows values in the order of the columns
 * @param truncated whether there were more rows than asked for
 */
record QueryResult(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {}
