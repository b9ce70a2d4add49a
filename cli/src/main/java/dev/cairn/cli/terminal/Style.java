package dev.cairn.cli.terminal;

/** Colour where it is wanted, the text alone where it is not. */
public record Style(boolean colour, Glyphs glyphs) {
    public static final Style PLAIN = new Style(false, Glyphs.ASCII);

    private static final int[] SPEAKERS = {36, 35, 34, 33, 32};

    public String bold(String text) {
        return sgr("1", text);
    }

    public String dim(String text) {
        return sgr("2", text);
    }

    public String italic(String text) {
        return sgr("3", text);
    }

    public String red(String text) {
        return sgr("31", text);
    }

    public String green(String text) {
        return sgr("32", text);
    }

    public String yellow(String text) {
        return sgr("33", text);
    }

    public String cyan(String text) {
        return sgr("36", text);
    }

    /** A name in its own colour, the same one every time. */
    public String speaker(String name) {
        return sgr("1;" + SPEAKERS[Math.floorMod(name.hashCode(), SPEAKERS.length)], name);
    }

    private String sgr(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
