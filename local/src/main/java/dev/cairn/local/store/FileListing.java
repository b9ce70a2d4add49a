package dev.cairn.local.store;

import dev.cairn.core.port.BlobRules;
import dev.cairn.core.port.BlobStore.Stored;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks a folder of objects in the order of their keys, entering only folders that can hold what is asked for. */
final class FileListing {
    private final Path root;

    FileListing(Path root) {
        this.root = root;
    }

    List<Stored> list(String prefix, @Nullable String after, int limit) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NoSuchFileException(root.toString());
        }
        List<Stored> found = new ArrayList<>();
        String base = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        walk(base, new Wanted(prefix, after == null ? "" : after, limit), found);
        return found;
    }

    private void walk(String base, Wanted wanted, List<Stored> found) throws IOException {
        for (Child child : children(base, wanted)) {
            if (found.size() == wanted.limit) {
                return;
            }
            if (child.folder) {
                walk(child.key, wanted, found);
            } else if (child.key.startsWith(wanted.prefix) && child.key.compareTo(wanted.after) > 0) {
                found.add(new Stored(child.key, child.bytes));
            }
        }
    }

    private List<Child> children(String base, Wanted wanted) throws IOException {
        List<Child> children = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(base))) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (BlobRules.isPart(name) && wanted.mayHold(base + name)) {
                    add(children, base + name, file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        // A folder sorts as its keys do, with the slash: "a-b" stands before what is in "a".
        children.sort(Comparator.comparing(Child::key));
        return children;
    }

    private static void add(List<Child> children, String key, Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            children.add(
                    attributes.isDirectory()
                            ? new Child(key + "/", true, 0)
                            : new Child(key, false, attributes.size()));
        } catch (NoSuchFileException e) {
            // Deleted while we looked: then it is not listed.
            return;
        }
    }

    private record Wanted(String prefix, String after, int limit) {
        /** Whether a file or folder with this path can be or hold a key that is asked for. */
        boolean mayHold(String path) {
            boolean inPrefix = path.startsWith(prefix) || prefix.startsWith(path);
            // Every key of a folder stands before its path followed by '0', the character after '/'.
            return inPrefix && (path + "0").compareTo(after) > 0;
        }
    }

    private record Child(String key, boolean folder, long bytes) {}
}
