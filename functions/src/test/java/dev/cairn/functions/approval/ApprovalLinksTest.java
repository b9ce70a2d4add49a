package dev.cairn.functions.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.secret.InstallationSecret;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalLinksTest {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final ApprovalLinks links = links();

    private static ApprovalLinks links() {
        InstallationSecret secret = InstallationSecret.of(InstallationSecret.generate(), "the test");
        return new ApprovalLinks(() -> secret);
    }

    private static ApprovalLink link(String tenant, String run, String request) {
        return new ApprovalLink(
                new RunKey(new TenantId(tenant), new RunId(run)),
                new RequestId(request),
                "0123456789abcdef".repeat(4),
                Instant.parse("2026-11-27T10:00:00.750Z"));
    }

    @Test
    void read_shouldGiveBackWhatWasWritten_whateverTheIdsLengths() {
        for (int length = 1; length <= 64; length++) {
            ApprovalLink link = link(
                    "t".repeat(length),
                    "r".repeat(65 - length),
                    "-_".repeat(length).substring(0, length));

            String id = links.write(link);

            assertThat(links.read(id)).contains(link);
            assertThat(id).matches("[A-Za-z0-9_-]+").hasSizeLessThanOrEqualTo(ApprovalLinks.LONGEST);
        }
        assertThat(links.write(link("t".repeat(64), "r".repeat(64), "q".repeat(64))))
                .as("the limit that is told is the real one")
                .hasSize(ApprovalLinks.LONGEST);
    }

    @Test
    void link_shouldNeverOutliveItsRequest_byAFractionOfASecond() {
        assertThat(link("a", "b", "c").expiresAt()).isEqualTo(Instant.parse("2026-11-27T10:00:00Z"));
    }

    @Test
    void write_shouldMakeAnotherIdEveryTime() {
        ApprovalLink link = link("acme", "run-1", "request-1");

        assertThat(links.write(link)).isNotEqualTo(links.write(link));
        assertThat(ApprovalLinks.fingerprint(links.write(link)))
                .matches("[0-9a-f]{16}")
                .isNotEqualTo(ApprovalLinks.fingerprint(links.write(link)));
    }

    @Test
    void read_shouldRefuseEveryOtherCharacterAtEveryPlace() {
        // Three lengths: the last character carries six, four or two bits.
        for (String run : List.of("run-1", "run-12", "run-123")) {
            String id = links.write(link("acme", run, "request-1"));
            for (int i = 0; i < id.length(); i++) {
                for (int a = 0; a < ALPHABET.length(); a++) {
                    char c = ALPHABET.charAt(a);
                    if (c != id.charAt(i)) {
                        String altered = id.substring(0, i) + c + id.substring(i + 1);
                        assertThat(links.read(altered)).as("%c at %d", c, i).isEmpty();
                    }
                }
            }
        }
    }

    @Test
    void read_shouldRefuseWhatIsCutLengthenedOrPadded_andAnotherInstallationsLink() {
        String id = links.write(link("acme", "run-1", "request-1"));
        for (int i = 0; i < id.length(); i++) {
            assertThat(links.read(id.substring(0, i))).isEmpty();
            assertThat(links.read(id.substring(i + 1))).isEmpty();
        }
        for (String more :
                List.of(id + "=", id + "==", id + "A", id + "AAAA", "A" + id, id + id, " " + id, id + "\n")) {
            assertThat(links.read(more)).as(more).isEmpty();
        }
        assertThat(links.read("A".repeat(100_000))).isEmpty();
        assertThat(links().read(id)).isEmpty();
    }

    @Test
    void address_shouldLeadToTheApi_alsoBelowAPath() {
        assertThat(PublicAddress.of("https://cairn.example.com/prod/")
                        .orElseThrow()
                        .link("abc"))
                .isEqualTo("https://cairn.example.com/prod/approve/abc");
        assertThat(PublicAddress.of("https://cairn.example.com:8443/prod")
                        .orElseThrow()
                        .origin())
                .isEqualTo("https://cairn.example.com:8443");
        assertThat(PublicAddress.of("http://127.0.0.1:4570").orElseThrow().link("abc"))
                .isEqualTo("http://127.0.0.1:4570/approve/abc");
        assertThat(PublicAddress.of(" ")).isEmpty();
        assertThat(PublicAddress.of((String) null)).isEmpty();
    }

    @Test
    void address_shouldBeRefused_whereALinkWouldTravelInTheClear() {
        for (String bad : List.of(
                "http://cairn.example.com",
                "cairn.example.com",
                "ftp://cairn.example.com",
                "https://user:secret@cairn.example.com",
                "https://cairn.example.com/?a=b",
                "https://cairn.example.com/#top",
                "https://",
                "https:// x")) {
            assertThatThrownBy(() -> PublicAddress.of(bad))
                    .as(bad)
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining(PublicAddress.VARIABLE)
                    .hasMessageNotContaining("secret");
        }
    }
}
