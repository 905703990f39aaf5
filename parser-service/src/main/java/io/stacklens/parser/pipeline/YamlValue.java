package io.stacklens.parser.pipeline;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A value of a YAML document that knows where it stands. Nothing but texts is made of it. */
final class YamlValue {

    private static final int MOST_CHARACTERS = 1 << 20;
    private static final int LONGEST_SHOWN = 80;

    private final Node node;
    private final String path;

    private YamlValue(Node node, String path) {
        this.node = node;
        this.path = path;
    }

    /** Reads a document; null when it is empty. */
    static @Nullable YamlValue read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(20);
        options.setCodePointLimit(MOST_CHARACTERS);
        options.setAllowDuplicateKeys(false);
        try {
            Node root = new Yaml(options).compose(new StringReader(text));
            return root == null ? null : new YamlValue(root, "");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            throw new InvalidPipelinesException(line, "", e.getProblem() + " (expected: YAML)");
        } catch (YAMLException e) {
            throw new InvalidPipelinesException(e.getMessage() + " (expected: YAML)");
        }
    }

    String path() {
        return path;
    }

    /** The members of a map, all of whose keys have to be known. */
    Map<String, YamlValue> members(Set<String> known) {
        Map<String, YamlValue> members = members();
        members.forEach(
                (key, value) -> {
                    if (!known.contains(key)) {
                        String all = String.join(", ", known.stream().sorted().toList());
                        throw value.invalid("unknown key (expected: one of %s)".formatted(all));
                    }
                });
        return members;
    }

    Map<String, YamlValue> members() {
        if (!(node instanceof MappingNode map)) {
            throw invalid("%s (expected: a map)".formatted(shown()));
        }
        Map<String, YamlValue> members = new LinkedHashMap<>();
        for (NodeTuple member : map.getValue()) {
            String key = new YamlValue(member.getKeyNode(), path).text();
            String memberPath = path.isEmpty() ? key : path + "." + key;
            YamlValue value = new YamlValue(member.getValueNode(), memberPath);
            if (members.put(key, value) != null) {
                throw value.invalid("stands here twice (expected: each key once)");
            }
        }
        return members;
    }

    List<YamlValue> items() {
        if (!(node instanceof SequenceNode list)) {
            throw invalid("%s (expected: a list)".formatted(shown()));
        }
        List<YamlValue> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            items.add(new YamlValue(item, "%s[%d]".formatted(path, items.size())));
        }
        return items;
    }

    /** The items of a list, or the one value that stands instead of it. */
    List<YamlValue> itemOrItems() {
        return node instanceof SequenceNode ? items() : List.of(this);
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isNothing() {
        return node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
    }

    String text() {
        if (!(node instanceof ScalarNode scalar)) {
            throw invalid("%s (expected: a text)".formatted(shown()));
        }
        return scalar.getValue();
    }

    String filledText() {
        String text = text();
        if (text.isEmpty()) {
            throw invalid("nothing (expected: a text)");
        }
        return text;
    }

    InvalidPipelinesException invalid(String problem) {
        return new InvalidPipelinesException(node.getStartMark().getLine() + 1, path, problem);
    }

    private String shown() {
        if (!(node instanceof ScalarNode scalar)) {
            return node instanceof MappingNode ? "a map" : "a list";
        }
        String text = scalar.getValue();
        return "'%s'"
                .formatted(
                        text.length() <= LONGEST_SHOWN
                                ? text
                                : text.substring(0, LONGEST_SHOWN) + "…");
    }
}
