package dev.cairn.local.sfn;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of a request. */
record Parameters(ObjectNode object) {
    /**
     * @throws SfnException ValidationException if it is missing, SerializationException if it is no string
     */
    String required(String name) {
        String text = text(name);
        if (text == null) {
            throw SfnException.validation(
                    "Value at '" + name + "' failed to satisfy constraint: Member must not be null");
        }
        return text;
    }

    /**
     * @throws SfnException SerializationException if it is no string
     */
    @Nullable
    String text(String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw wrongType(name, "a string");
        }
        return value.stringValue();
    }

    @Nullable
    String text(String name, int longest) {
        String text = text(name);
        if (text != null && text.length() > longest) {
            throw SfnException.validation("Value at '" + name
                    + "' failed to satisfy constraint: Member must have length" + " less than or equal to " + longest);
        }
        return text;
    }

    /**
     * @throws SfnException SerializationException if it is no whole number
     */
    int whole(String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return 0;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrongType(name, "a whole number");
        }
        return value.intValue();
    }

    /**
     * @throws SfnException SerializationException if it is no boolean
     */
    boolean bool(String name, boolean unless) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return unless;
        }
        if (!value.isBoolean()) {
            throw wrongType(name, "true or false");
        }
        return value.booleanValue();
    }

    /**
     * @throws SfnException ValidationException if it is none of the allowed values
     */
    @Nullable
    String one(String name, List<String> allowed) {
        String text = text(name);
        if (text != null && !allowed.contains(text)) {
            throw SfnException.validation("Value '" + text + "' at '" + name
                    + "' failed to satisfy constraint: Member must satisfy enum value set: " + allowed);
        }
        return text;
    }

    /**
     * Refuses what AWS knows and this does not.
     *
     * @param instead what to do
     * @throws SfnException ValidationException if it is asked for
     */
    void refuse(String name, String instead) {
        JsonNode value = object.get(name);
        if (value != null && !value.isNull() && !(value.isBoolean() && !value.booleanValue())) {
            throw SfnException.validation("'" + name + "' is not supported here; " + instead);
        }
    }

    private static SfnException wrongType(String name, String wanted) {
        return new SfnException("SerializationException", "'" + name + "' must be " + wanted);
    }
}
