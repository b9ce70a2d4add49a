package dev.cairn.local.store;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.json.Bounds;
import dev.cairn.core.port.BlobRules;
import dev.cairn.core.port.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Objects as files: a key is the file's path below the folder. A file is written under a name that nobody reads and
 * then hard-linked to its own, which fails if that is taken; so a name never shows a part, and a killed process leaves
 * at most a draft, removed when the folder is next opened.
 *
 * <p>Several processes may put and get in one folder; {@link #deleteIf} asks that only one deletes. A key cannot be
 * both an object and the folder of others.
 */
public final class FileBlobStore implements BlobStore {
    private final Path root;
    private final Folders folders;
    private final Drafts drafts;
    private final FileListing listing;

    /** What is compared must still be there when it is deleted, so one deletes at a time, and prunes. */
    private final Lock deletes = new ReentrantLock();

    /**
     * Opens the folder; makes it, for its owner alone, if it is not there.
     *
     * @throws StoreException if it cannot be made or is not a folder
     */
    public FileBlobStore(Path folder, Durability durability) {
        this.root = folder.toAbsolutePath().normalize();
        this.folders = new Folders(root, durability);
        this.drafts = new Drafts(root, durability);
        this.listing = new FileListing(root);
        try {
            Folders.createPrivate(root);
            drafts.open();
        } catch (IOException e) {
            throw FileFaults.fault("open the object store", root, e);
        }
    }

    @Override
    public Put putIfAbsent(String key, byte[] bytes) {
        Path file = file(key);
        try {
            Path draft = drafts.write(BlobRules.object(bytes));
            try {
                return link(file, draft);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw FileFaults.fault("write the object " + key, root, e);
        }
    }

    private Put link(Path file, Path draft) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent(), "a key's file has a folder");
        Put put;
        try {
            folders.settle(folder);
            put = name(file, draft);
        } catch (NoSuchFileException e) {
            put = linkInNewFolder(file, draft, folder);
        }
        // Also where another was first: it may have died before its name was safe, and we build on it.
        folders.sync(folder);
        return put;
    }

    /** The folder is not there yet, or was pruned just now; while this holds the lock, nobody prunes it again. */
    private Put linkInNewFolder(Path file, Path draft, Path folder) throws IOException {
        deletes.lock();
        try {
            folders.create(folder);
            folders.settle(folder);
            return name(file, draft);
        } finally {
            deletes.unlock();
        }
    }

    private static Put name(Path file, Path draft) throws IOException {
        try {
            Files.createLink(file, draft);
            return Put.CREATED;
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(file)) {
                throw new java.nio.file.FileSystemException(file.toString(), null, "Is a directory");
            }
            return Put.EXISTS;
        }
    }

    @Override
    public Optional<byte[]> get(String key) {
        Path file = file(key);
        try {
            Optional<byte[]> found = read(file, Bounds.MAX_OBJECT);
            if (found.isPresent() && found.get().length > Bounds.MAX_OBJECT) {
                throw BlobRules.tooLarge(key, Files.size(file));
            }
            return found;
        } catch (IOException e) {
            throw FileFaults.fault("read the object " + key, root, e);
        }
    }

    /** @param most of what is larger, one byte more is read than this */
    private Optional<byte[]> read(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(in.readNBytes(most + 1));
        } catch (NoSuchFileException e) {
            if (!Files.isDirectory(root)) {
                throw e;
            }
            return Optional.empty();
        } catch (IOException e) {
            if (holdsNoObject(file)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Whether the key is a folder, or below an object: there is no object there, and that is no fault. */
    private boolean holdsNoObject(Path file) {
        if (Files.isDirectory(file)) {
            return true;
        }
        for (Path at = file.getParent(); at != null && !at.equals(root); at = at.getParent()) {
            if (Files.isRegularFile(at)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public List<Stored> list(String prefix, @Nullable String after, int limit) {
        BlobRules.prefix(prefix);
        BlobRules.after(after);
        BlobRules.limit(limit);
        try {
            return listing.list(prefix, after, limit);
        } catch (IOException e) {
            throw FileFaults.fault("list the objects under \"" + prefix + "\"", root, e);
        }
    }

    @Override
    public void delete(String key) {
        Path file = file(key);
        deletes.lock();
        try {
            remove(file);
        } catch (IOException e) {
            throw FileFaults.fault("delete the object " + key, root, e);
        } finally {
            deletes.unlock();
        }
    }

    @Override
    public boolean deleteIf(String key, byte[] bytes) {
        Path file = file(key);
        deletes.lock();
        try {
            if (!read(file, bytes.length)
                    .filter(held -> Arrays.equals(held, bytes))
                    .isPresent()) {
                return false;
            }
            remove(file);
            return true;
        } catch (IOException e) {
            throw FileFaults.fault("delete the object " + key, root, e);
        } finally {
            deletes.unlock();
        }
    }

    private void remove(Path file) throws IOException {
        if (holdsNoObject(file)) {
            return;
        }
        try {
            if (!Files.deleteIfExists(file)) {
                return;
            }
        } catch (DirectoryNotEmptyException e) {
            return;
        }
        Path folder = Objects.requireNonNull(file.getParent(), "a key's file has a folder");
        folders.sync(folder);
        folders.prune(folder);
    }

    private Path file(String key) {
        return root.resolve(BlobRules.key(key));
    }
}
