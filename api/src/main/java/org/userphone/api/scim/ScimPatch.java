package org.userphone.api.scim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.userphone.api.scim.ScimFilter.Compare;

/**
 * Changes a resource by the operations of a patch (RFC 7644 3.5.2), as Entra and Okta send them:
 * operations in any case, and objects whose keys are paths. Attributes that are not kept are
 * changed like any other, which has no effect.
 */
final class ScimPatch {

    /** Written by us only; what an object says of them is ignored (RFC 7644 3.5.1). */
    private static final Set<String> OURS = Set.of("id", "schemas", "meta");

    private static final String PRIMARY = "primary";

    private final Map<String, Object> resource;

    ScimPatch(Map<String, Object> resource) {
        this.resource = resource;
    }

    /**
     * @throws ScimRefused if the message is no patch, or an operation cannot be carried out
     */
    void apply(Map<String, Object> message) {
        if (!(message.get("Operations") instanceof List<?> operations)) {
            throw ScimRefused.syntax("A patch has a list of Operations");
        }
        for (var operation : operations) {
            if (!(operation instanceof Map<?, ?>)) {
                throw ScimRefused.syntax("An operation is an object");
            }
            applyOne(attributes(operation));
        }
    }

    private void operate(String op, String path, Object value) {
        var place = ScimPath.parse(path);
        if (place.isEmpty()) {
            return;
        }
        if (OURS.contains(place.get().attribute().toLowerCase(Locale.ROOT))) {
            throw new ScimRefused("mutability", "This attribute cannot be changed");
        }
        if (op.equals("remove")) {
            remove(place.get());
        } else {
            set(place.get(), value, op.equals("add"));
        }
    }

    private void applyOne(Map<String, Object> operation) {
        var op = String.valueOf(operation.get("op")).toLowerCase(Locale.ROOT);
        if (!Set.of("add", "replace", "remove").contains(op)) {
            throw ScimRefused.syntax("An operation is add, replace or remove");
        }
        var value = operation.get("value");
        if (operation.get("path") instanceof String path) {
            operate(op, path, value);
        } else if (op.equals("remove")) {
            throw new ScimRefused("noTarget", "What is to be removed needs a path");
        } else if (value instanceof Map<?, ?>) {
            merge(attributes(value), op.equals("add"));
        } else {
            throw ScimRefused.value("An operation without a path has an object for its value");
        }
    }

    /** Sets what an object says, key by key; what it does not name stays. */
    void merge(Map<String, Object> attributes, boolean add) {
        attributes.forEach(
                (name, value) -> {
                    if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
                        ScimPath.parse(name).ifPresent(path -> set(path, value, add));
                    }
                });
    }

    private void set(ScimPath path, Object value, boolean add) {
        if (path.filter().isPresent()) {
            targets(path.attribute(), path.filter().get())
                    .forEach(element -> set(element, path, value));
        } else if (path.part().isPresent()) {
            holders(path.attribute()).forEach(holder -> holder.put(path.part().get(), value));
        } else if (resource.get(path.attribute()) instanceof List<?> && add) {
            addTo(elements(path.attribute()), list(value));
        } else if (resource.get(path.attribute()) instanceof Map<?, ?> own
                && value instanceof Map<?, ?>) {
            attributes(own).putAll(attributes(value));
        } else {
            resource.put(path.attribute(), value);
        }
    }

    private static void set(Map<String, Object> element, ScimPath path, Object value) {
        if (path.part().isPresent()) {
            element.put(path.part().get(), value);
        } else if (value instanceof Map<?, ?>) {
            element.putAll(attributes(value));
        } else {
            element.put("value", value);
        }
    }

    /** What is added stands in front, and is the primary value if it says so, or nobody does. */
    private static void addTo(List<Object> elements, List<?> added) {
        for (var element : elements) {
            if (element instanceof Map<?, ?>) {
                attributes(element).remove(PRIMARY);
            }
        }
        elements.addAll(0, added);
    }

    /** Entra replaces values that are not there yet; they are made as the filter wants them. */
    private List<Map<String, Object>> targets(String attribute, ScimFilter filter) {
        var found = matching(attribute, filter);
        if (!found.isEmpty()) {
            return found;
        }
        var made = ScimJson.object();
        for (Compare equality : filter.equalities()) {
            made.put(equality.path(), equality.value());
        }
        elements(attribute).add(made);
        return List.of(made);
    }

    private List<Map<String, Object>> matching(String attribute, ScimFilter filter) {
        return elements(attribute).stream()
                .filter(Map.class::isInstance)
                .map(ScimPatch::attributes)
                .filter(filter::holds)
                .toList();
    }

    /** The objects that have a sub-attribute: those of a list, or the one that is no list. */
    private List<Map<String, Object>> holders(String attribute) {
        if (ScimUser.MULTI_VALUED.contains(attribute.toLowerCase(Locale.ROOT))) {
            if (elements(attribute).isEmpty()) {
                elements(attribute).add(ScimJson.object());
            }
            return elements(attribute).stream()
                    .filter(Map.class::isInstance)
                    .map(ScimPatch::attributes)
                    .toList();
        }
        if (!(resource.get(attribute) instanceof Map<?, ?>)) {
            resource.put(attribute, ScimJson.object());
        }
        return List.of(attributes(resource.get(attribute)));
    }

    private void remove(ScimPath path) {
        if (path.filter().isPresent()) {
            var found = matching(path.attribute(), path.filter().get());
            path.part()
                    .ifPresentOrElse(
                            part -> found.forEach(element -> element.remove(part)),
                            () -> elements(path.attribute()).removeAll(found));
        } else if (path.part().isPresent()) {
            holders(path.attribute()).forEach(holder -> holder.remove(path.part().get()));
        } else {
            resource.remove(path.attribute());
        }
    }

    @SuppressWarnings("unchecked") // the lists of ScimJson hold anything
    private List<Object> elements(String attribute) {
        if (!(resource.get(attribute) instanceof List<?>)) {
            resource.put(attribute, new ArrayList<>(list(resource.get(attribute))));
        }
        return (List<Object>) resource.get(attribute);
    }

    /** A value that stands alone counts as a list of one. */
    static List<?> list(Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list ? list : List.of(value);
    }

    @SuppressWarnings("unchecked") // the objects of ScimJson have no other keys
    static Map<String, Object> attributes(Object object) {
        return (Map<String, Object>) object;
    }
}
