package dev.cairn.models.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {
    private static List<String> events(String stream) throws IOException {
        ServerSentEvents events =
                new ServerSentEvents(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)));
        List<String> all = new ArrayList<>();
        for (String data = events.next(); data != null; data = events.next()) {
            all.add(data);
        }
        return all;
    }

    @Test
    void next_shouldReadData_whateverEndsTheLines() throws IOException {
        assertThat(events("data: a\n\ndata:b\r\n\r\ndata:  c\r\rdata: d\n\n")).containsExactly("a", "b", " c", "d");
    }

    @Test
    void next_shouldJoinTheLinesOfOneEvent() throws IOException {
        assertThat(events("data: one\ndata: two ü\n\n")).containsExactly("one\ntwo ü");
    }

    @Test
    void next_shouldPassOverCommentsAndOtherFields() throws IOException {
        assertThat(events(": keep-alive\n\nevent: x\nid: 7\ndata: a\nretry: 10\n\n\n"))
                .containsExactly("a");
    }

    @Test
    void next_shouldDropAnEvent_thatTheStreamCutsOff() throws IOException {
        assertThat(events("data: a\n\ndata: half\n")).containsExactly("a");
    }
}
