package dev.cairn.core.port;

import dev.cairn.core.json.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/**
 * A conversation as one model sees it. Immutable, and it carries the hash of itself so far: a longer one is made and
 * hashed at the cost of what was added.
 */
public final class Messages {
    public static final Messages NONE = new Messages(new Message[0], 0, Digest.sha256());

    private final Message[] all;
    private final long characters;
    /** Never updated; who goes on from here takes a copy. */
    private final MessageDigest soFar;

    private Messages(Message[] all, long characters, MessageDigest soFar) {
        this.all = all;
        this.characters = characters;
        this.soFar = soFar;
    }

    public static Messages of(List<Message> messages) {
        return NONE.plus(messages);
    }

    public Messages plus(List<Message> more) {
        if (more.isEmpty()) {
            return this;
        }
        Message[] longer = Arrays.copyOf(all, all.length + more.size());
        MessageDigest digest = digest();
        int at = all.length;
        long length = characters;
        for (Message message : more) {
            longer[at++] = message;
            length += message.content().text().length();
            add(message, digest);
        }
        return new Messages(longer, length, digest);
    }

    public int size() {
        return all.length;
    }

    /** The length of all texts together. */
    public long characters() {
        return characters;
    }

    public List<Message> asList() {
        return List.of(all);
    }

    /** A SHA-256 over all of them, to be gone on with. */
    MessageDigest digest() {
        try {
            return (MessageDigest) soFar.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The SHA-256 of " + soFar.getProvider() + " cannot be copied", e);
        }
    }

    private static void add(Message message, MessageDigest digest) {
        addText(message.role().name(), digest);
        addText(message.name() == null ? "" : message.name(), digest);
        message.content().addTo(digest);
    }

    /** Ends in a byte that no UTF-8 text holds, so that neighbours cannot run into each other. */
    static void addText(String text, MessageDigest digest) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0xff);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Messages that && Arrays.equals(all, that.all);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(all);
    }
}
