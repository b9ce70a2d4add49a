package dev.cairn.local.owner;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

/** Owns a folder until it is killed. */
final class OwnerProcess {
    private OwnerProcess() {}

    public static void main(String[] arguments) throws Exception {
        Owner owner = Owner.take(Path.of(arguments[0]));
        owner.publish(new OwnerInfo(
                ProcessHandle.current().pid(),
                URI.create("http://127.0.0.1:1"),
                URI.create("http://127.0.0.1:2"),
                "secret",
                Instant.now()));
        System.out.println("owning");
        // Until the other end of standard input goes, or the process is killed.
        System.in.read();
    }
}
