package io.stacklens.dashboard.query;

import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllTableColumns;

import org.jspecify.annotations.Nullable;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Every node of a parsed statement, found through the nodes' fields. The parser's own visitors
 * leave out some places an expression can stand in; what is no field of a node is not in the
 * statement.
 */
final class SyntaxTree {

    private static final String NODES = "net.sf.jsqlparser.";
    private static final String PARSER = "net.sf.jsqlparser.parser.";

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> open = new ArrayDeque<>();
    private final List<Object> nodes = new ArrayList<>();

    private SyntaxTree() {}

    static List<Object> nodes(Object root) {
        SyntaxTree tree = new SyntaxTree();
        tree.reach(root);
        while (!tree.open.isEmpty()) {
            tree.enter(tree.open.pop());
        }
        return tree.nodes;
    }

    private void enter(Object node) {
        nodes.add(node);
        for (Class<?> type = node.getClass(); type != null; type = type.getSuperclass()) {
            if (!type.getName().startsWith(NODES)) {
                continue;
            }
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !namesAnAlias(node, field)) {
                    reach(read(node, field));
                }
            }
        }
    }

    private void reach(@Nullable Object value) {
        switch (value) {
            case null -> {}
            case Collection<?> many -> many.forEach(this::reach);
            case Object[] many -> List.of(many).forEach(this::reach);
            default -> {
                String type = value.getClass().getName();
                boolean isNode =
                        type.startsWith(NODES)
                                && !type.startsWith(PARSER)
                                && !(value instanceof Enum);
                if (isNode && seen.add(value)) {
                    open.push(value);
                }
            }
        }
    }

    /** The table of {@code t.name} is an alias of one in a {@code from}, which is a node too. */
    private static boolean namesAnAlias(Object node, Field field) {
        return (node instanceof Column || node instanceof AllTableColumns)
                && field.getName().equals("table");
    }

    private static @Nullable Object read(Object node, Field field) {
        try {
            field.setAccessible(true);
            return field.get(node);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("field %s is closed".formatted(field), e);
        }
    }
}
