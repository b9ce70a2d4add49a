package dev.cairn.cli.follow;

import dev.cairn.cli.api.EventView;

/** Who is told what happens while a run is followed. */
public interface Progress {
    void event(EventView event);

    /** Something about the connection or the command itself that the person should know. */
    void note(String text);

    /** Nothing more comes for now: what is half shown is finished. */
    void pause();
}
