package io.stacklens.dashboard.query;

import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.ArrayConstructor;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.RowConstructor;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Concat;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.Statements;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.WithItem;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Lets one SELECT over known relations with known functions pass, and refuses everything else with
 * a reason. What runs is the statement as it was understood, written anew, not the caller's text:
 * so nothing can hide where this parser and the database's read a text differently. The database's
 * own fences (role, read-only transaction, time-out) stand behind it.
 */
final class SqlGate {

    static final int LONGEST = 10_000;

    private static final int DEEPEST = 20;

    /** Joined with itself level by level a text grows three times with each three of them. */
    private static final int MOST_JOINED = 24;

    private static final int PARSE_TIMEOUT_MILLIS = 2000;
    private static final Pattern CLASS_NAME = Pattern.compile("^[\\w.$]+Exception: ");
    // Two parsers may take the end of such a literal for different places.
    private static final Pattern STRANGE_QUOTING =
            Pattern.compile("\\$\\w*\\$|\\\\'|\\\\\\\\|[uU]&['\"]");
    private static final Pattern QUOTED_OR_SAMPLE =
            Pattern.compile("'[^']*'|\"[^\"]*\"|\\bsample\\b", Pattern.CASE_INSENSITIVE);
    // Threads of our own: the parser leaves behind one that it made itself when a text is no SQL.
    private static final ExecutorService PARSING =
            Executors.newFixedThreadPool(
                    2, Thread.ofPlatform().daemon().name("sql-parser-", 0).factory());

    /** As the parser names {@code cast(…)} and {@code ::}. */
    private static final Set<String> PLAIN_CASTS = Set.of("CAST", "NULL", "");

    private static final Set<String> CLAUSES =
            Set.of(
                    "PlainSelect",
                    "SetOperationList",
                    "UnionOp",
                    "ExceptOp",
                    "IntersectOp",
                    "ParenthesedSelect",
                    "ParenthesedFromItem",
                    "LateralSubSelect",
                    "WithItem",
                    "SelectItem",
                    "AllColumns",
                    "AllTableColumns",
                    "FunctionAllColumns",
                    "TableFunction",
                    "Values",
                    "Join",
                    "Distinct",
                    "GroupByElement",
                    "OrderByElement",
                    "Limit",
                    "Offset",
                    "Fetch");
    private static final Set<String> EXPRESSIONS =
            Set.of(
                    "Alias",
                    "Alias$AliasColumn",
                    "AllValue",
                    "AnalyticExpression",
                    "AnyComparisonExpression",
                    "ArrayConstructor",
                    "ArrayExpression",
                    "BooleanValue",
                    "CaseExpression",
                    "CastExpression",
                    "DateTimeLiteralExpression",
                    "DoubleValue",
                    "ExtractExpression",
                    "FilterOverImpl",
                    "Function",
                    "IntervalExpression",
                    "JsonExpression",
                    "LongValue",
                    "NotExpression",
                    "NullValue",
                    "OrderByClause",
                    "OverlapsCondition",
                    "Parenthesis",
                    "PartitionByClause",
                    "RowConstructor",
                    "SignedExpression",
                    "StringValue",
                    "TimeKeyExpression",
                    "TimezoneExpression",
                    "TrimFunction",
                    "WhenClause",
                    "WindowDefinition",
                    "WindowElement",
                    "WindowOffset",
                    "WindowRange");

    private SqlGate() {}

    /**
     * The statement to run.
     *
     * @throws RefusedQueryException if it is not to be run
     */
    static String admit(String sql) {
        if (sql.length() > LONGEST) {
            throw RefusedQueryException.malformed(
                    "the query has %d characters (expected: at most %d)"
                            .formatted(sql.length(), LONGEST));
        }
        if (CCJSqlParserUtil.getNestingDepth(sql) > DEEPEST) {
            throw RefusedQueryException.malformed(
                    "parentheses in parentheses (expected: at most %d)".formatted(DEEPEST));
        }
        if (STRANGE_QUOTING.matcher(sql).find() || sql.indexOf('\0') >= 0) {
            throw RefusedQueryException.malformed(
                    "dollar quotes, backslashes before quotes and Unicode escapes are not taken");
        }
        Statement statement = parse(sql);
        if (!(statement instanceof Select select)) {
            throw RefusedQueryException.forbidden(
                    "%s (expected: one SELECT)".formatted(statement.getClass().getSimpleName()));
        }
        check(SyntaxTree.nodes(select));
        return select.toString();
    }

    private static Statement parse(String sql) {
        try {
            Statements statements =
                    CCJSqlParserUtil.parseStatements(
                            quoteColumnsNamedLikeKeywords(sql),
                            PARSING,
                            parser ->
                                    parser.withTimeOut(PARSE_TIMEOUT_MILLIS)
                                            .withBackslashEscapeCharacter(false));
            if (statements == null || statements.isEmpty()) {
                throw RefusedQueryException.malformed(
                        "the query is no SQL: nothing that could be understood");
            }
            if (statements.size() > 1) {
                throw RefusedQueryException.malformed(
                        "%d statements (expected: one SELECT)".formatted(statements.size()));
            }
            return statements.getFirst();
        } catch (JSQLParserException e) {
            throw RefusedQueryException.malformed("the query is no SQL: " + firstLines(e));
        }
    }

    /**
     * The parser keeps a word for itself that is a column of ours and no keyword of PostgreSQL's.
     */
    private static String quoteColumnsNamedLikeKeywords(String sql) {
        return QUOTED_OR_SAMPLE
                .matcher(sql)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        found.group().equalsIgnoreCase("sample")
                                                ? "\"sample\""
                                                : found.group()));
    }

    private static String firstLines(JSQLParserException e) {
        String message = e.getMessage();
        if (message == null) {
            return "it could not be parsed";
        }
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(2)
                .map(line -> CLASS_NAME.matcher(line).replaceFirst(""))
                .collect(Collectors.joining("; "));
    }

    private static void check(List<Object> nodes) {
        Set<String> named =
                nodes.stream()
                        .filter(WithItem.class::isInstance)
                        .map(item -> nameOf((WithItem<?>) item))
                        .collect(Collectors.toSet());
        int joined = 0;
        for (Object node : nodes) {
            checkKind(node);
            joined += joined(node);
            switch (node) {
                case Table table -> checkRelation(table, named);
                case Column column -> checkColumn(column);
                case TableFunction _ -> {} // holds a function, which is a node too
                case Function function -> checkFunction(function);
                case AnalyticExpression function -> checkFunction(function.getName());
                case CastExpression cast -> checkCast(cast);
                case ColDataType type -> checkType(type);
                case StringValue text -> checkLiteral(text);
                case PlainSelect select -> checkPlain(select);
                case Select select -> checkLocks(select);
                default -> {}
            }
        }
        if (joined > MOST_JOINED) {
            throw RefusedQueryException.forbidden(
                    "%d values joined by concat, || and array (expected: at most %d in a query)"
                            .formatted(joined, MOST_JOINED));
        }
    }

    /** How many values a node puts into one. */
    private static int joined(Object node) {
        return switch (node) {
            case Concat _ -> 2;
            case ArrayConstructor array -> array.getExpressions().size();
            case RowConstructor<?> row -> row.size();
            case TableFunction _ -> 0; // holds a function, which is a node too
            case Function function when isJoining(function) -> {
                ExpressionList<?> values = function.getParameters();
                yield values == null ? 0 : values.size();
            }
            default -> 0;
        };
    }

    private static boolean isJoining(Function function) {
        return folded(function.getName()).startsWith("concat");
    }

    private static void checkKind(Object node) {
        String type = node.getClass().getName().replaceFirst("^net\\.sf\\.jsqlparser\\.", "");
        String simple = type.substring(type.lastIndexOf('.') + 1);
        boolean open =
                type.startsWith("expression.operators.")
                        || type.startsWith("schema.")
                        || type.equals("statement.create.table.ColDataType")
                        || (type.startsWith("expression.") && EXPRESSIONS.contains(simple))
                        || (type.startsWith("statement.select.") && CLAUSES.contains(simple));
        if (!open) {
            throw RefusedQueryException.forbidden("%s is not taken in queries".formatted(simple));
        }
    }

    private static void checkRelation(Table table, Set<String> named) {
        String name = folded(table.getName());
        boolean isOurs =
                OpenToQueries.RELATIONS.contains(name)
                        && (table.getSchemaName() == null
                                || folded(table.getSchemaName()).equals("public"))
                        && table.getNameParts().size() <= 2
                        && table.toString().indexOf('@') < 0;
        boolean isNamedHere = table.getNameParts().size() == 1 && named.contains(name);
        if (!isOurs && !isNamedHere) {
            throw RefusedQueryException.forbidden(
                    "relation: '%s' (expected: %s)"
                            .formatted(
                                    table.getFullyQualifiedName(),
                                    OpenToQueries.sorted(OpenToQueries.RELATIONS)));
        }
    }

    /** Words that the database takes for functions of the session, and columns every table has. */
    private static void checkColumn(Column column) {
        String name = column.getColumnName();
        boolean isBare = column.getTable() == null && !name.startsWith("\"");
        if (isBare && OpenToQueries.SESSION_WORDS.contains(folded(name))) {
            throw RefusedQueryException.forbidden(
                    "'%s' tells of the session and is not taken (\"%s\" in quotes is a column)"
                            .formatted(name, folded(name)));
        }
        if (OpenToQueries.SYSTEM_COLUMNS.contains(folded(name))) {
            throw RefusedQueryException.forbidden(
                    "column: '%s' is one of the database's own".formatted(name));
        }
    }

    private static String nameOf(WithItem<?> item) {
        if (item.isRecursive()) {
            throw RefusedQueryException.forbidden(
                    "with recursive is not taken: it need not come to an end");
        }
        String name = folded(item.getAliasName());
        // A name of the catalogue would also let the catalogue itself pass, in another scope.
        if (name.startsWith("pg_") || name.equals("information_schema")) {
            throw RefusedQueryException.forbidden(
                    "with: '%s' is a name of the catalogue".formatted(name));
        }
        return name;
    }

    private static void checkFunction(Function function) {
        if (function.isEscaped()) {
            throw RefusedQueryException.malformed("{fn …} is not taken");
        }
        checkFunction(function.getName());
    }

    private static void checkFunction(String name) {
        if (!OpenToQueries.FUNCTIONS.contains(name.toLowerCase(Locale.ROOT))) {
            throw RefusedQueryException.forbidden(
                    "function: '%s' (expected: %s)"
                            .formatted(name, OpenToQueries.sorted(OpenToQueries.FUNCTIONS)));
        }
    }

    private static void checkCast(CastExpression cast) {
        if (cast.getColDataType() == null
                || !cast.getColumnDefinitions().isEmpty()
                || !PLAIN_CASTS.contains(String.valueOf(cast.keyword).toUpperCase(Locale.ROOT))) {
            throw RefusedQueryException.forbidden("cast: '%s' is not taken".formatted(cast));
        }
    }

    private static void checkType(ColDataType type) {
        String name = type.getDataType().toLowerCase(Locale.ROOT).strip();
        String plain = name.replaceAll("\\s*\\([^)]*\\)", "").strip();
        if (!OpenToQueries.TYPES.contains(plain)) {
            throw RefusedQueryException.forbidden(
                    "type: '%s' (expected: %s)"
                            .formatted(name, OpenToQueries.sorted(OpenToQueries.TYPES)));
        }
    }

    private static void checkLiteral(StringValue text) {
        if (text.getPrefix() != null) {
            throw RefusedQueryException.malformed(
                    "%s'…' (expected: a plain '…')".formatted(text.getPrefix()));
        }
    }

    private static void checkPlain(PlainSelect select) {
        checkLocks(select);
        if (select.getIntoTables() != null || select.getIntoTempTable() != null) {
            throw RefusedQueryException.forbidden("select … into is not taken: queries only read");
        }
    }

    private static void checkLocks(Select select) {
        if (select.getForMode() != null || select.getForClause() != null) {
            throw RefusedQueryException.forbidden("select … for … is not taken: queries only read");
        }
    }

    /** As the database folds names: lower-case unless quoted. */
    private static String folded(String name) {
        return name.startsWith("\"") ? name.replace("\"", "") : name.toLowerCase(Locale.ROOT);
    }
}
