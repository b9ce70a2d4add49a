package dev.cairn.cli.terminal;

/** The few signs that the output draws with, and what stands for them where Unicode is not to be had. */
public enum Glyphs {
    UNICODE("─", "│", "╭", "╮", "╰", "╯", "┼", "→", "✓", "✗", "…", "●", "·", "▲", "↺", "?"),
    ASCII("-", "|", "+", "+", "+", "+", "+", "->", "ok", "x", "...", "*", "-", "^", "~", "?");

    private final String[] signs;

    Glyphs(String... signs) {
        this.signs = signs;
    }

    public String line() {
        return signs[0];
    }

    public String bar() {
        return signs[1];
    }

    public String topLeft() {
        return signs[2];
    }

    public String topRight() {
        return signs[3];
    }

    public String bottomLeft() {
        return signs[4];
    }

    public String bottomRight() {
        return signs[5];
    }

    public String cross() {
        return signs[6];
    }

    public String arrow() {
        return signs[7];
    }

    public String yes() {
        return signs[8];
    }

    public String no() {
        return signs[9];
    }

    public String ellipsis() {
        return signs[10];
    }

    public String dot() {
        return signs[11];
    }

    public String between() {
        return signs[12];
    }

    public String stone() {
        return signs[13];
    }

    public String again() {
        return signs[14];
    }

    public String question() {
        return signs[15];
    }
}
