package dev.cairn.cli.decide;

/** Lets the person change a text. */
@FunctionalInterface
public interface Editor {
    /**
     * @param suffix of the file, for the editor's colours: {@code .md}, {@code .json}
     * @return the text as the person left it
     * @throws EditorException if there is no editor, or it failed
     */
    String edit(String text, String suffix);
}
