package io.stacklens.dashboard.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query found.
 *
 * @param columns names of the columns, in order
 * @param rows values in the order of the columns
 * @param truncated whether there were more rows than asked for
 */
record QueryResult(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {}
