package dev.cairn.core.json;

import java.math.BigDecimal;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NumericNode;
import tools.jackson.databind.node.ValueNode;

/** Fractions are kept to the last digit, and no farther than that: 1e1000000000 is short to write and endless to use. */
final class BoundedNumbers extends JsonNodeFactory {
    private static final long serialVersionUID = 1;

    @Override
    public ValueNode numberNode(BigDecimal number) {
        if (Math.abs((long) number.scale()) > Bounds.MAX_EXPONENT) {
            throw new StreamConstraintsException(
                    "Number's exponent exceeds the maximum allowed (" + Bounds.MAX_EXPONENT + ")");
        }
        return super.numberNode(number);
    }

    /** As it is read back, so that a tree that was written equals the one that is read. */
    @Override
    public NumericNode numberNode(double number) {
        if (!Double.isFinite(number)) {
            throw new StreamWriteException(null, "JSON has no " + number);
        }
        return DecimalNode.valueOf(BigDecimal.valueOf(number));
    }

    @Override
    public NumericNode numberNode(float number) {
        return numberNode(Double.parseDouble(Float.toString(number)));
    }
}
