package dev.cairn.functions.team;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A schema's pattern: it looks at a text so often and no more, so that none can be made to take for ever. */
final class BoundedRegex implements RegularExpression {
    private static final int MAX_PATTERN = 1_000;
    private static final int MAX_LOOKS = 2_000_000;

    private final Pattern pattern;

    private BoundedRegex(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws UnusableSchemaException if it is none, or too long */
    static RegularExpression compile(String regex) {
        if (regex.length() > MAX_PATTERN) {
            throw new UnusableSchemaException("has a pattern longer than " + MAX_PATTERN + " characters");
        }
        try {
            return new BoundedRegex(Pattern.compile(regex));
        } catch (PatternSyntaxException e) {
            throw new UnusableSchemaException("has a pattern that cannot be read: " + e.getDescription());
        }
    }

    @Override
    public boolean matches(String text) {
        try {
            return pattern.matcher(new Watched(text, new int[] {MAX_LOOKS})).find();
        } catch (StackOverflowError e) {
            throw tooMuch();
        }
    }

    private static UnusableSchemaException tooMuch() {
        return new UnusableSchemaException("has a pattern that takes too long on this text; write a simpler one");
    }

    /** Counts how often the matcher looks. */
    private record Watched(CharSequence text, int[] left) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (left[0]-- <= 0) {
                throw tooMuch();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Watched(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
