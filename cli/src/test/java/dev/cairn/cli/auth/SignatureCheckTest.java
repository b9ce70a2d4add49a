package dev.cairn.cli.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tests' own verifier is held to a signature that neither it nor the SDK made: botocore, the signer of the AWS CLI, did. */
class SignatureCheckTest {
    private static final SignatureCheck CHECK = new SignatureCheck("AKID", "secret", null, "eu-central-1");
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String SIGNATURE = "fe66a55aadaea2f31cf2eb6fd2ee898cd93f331cecb4fd263c3be70fc7beb2d1";

    private static Map<String, String> headers(String signature) {
        return Map.of(
                "host",
                "api.example.org",
                "x-amz-date",
                "20261120T100000Z",
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKID/20261120/eu-central-1/execute-api/aws4_request,"
                        + " SignedHeaders=host;x-amz-date, Signature=" + signature);
    }

    @Test
    void check_shouldTakeASignatureMadeElsewhere_andNoOther() throws GeneralSecurityException {
        String query = "label=b%3D2&label=a%3D1&limit=100";
        assertThat(CHECK.fault("GET", "/runs", query, headers(SIGNATURE), new byte[0], NOW))
                .isEmpty();
        assertThat(CHECK.fault("GET", "/runs", query + "&x=y", headers(SIGNATURE), new byte[0], NOW))
                .get()
                .asString()
                .contains("does not match");
        assertThat(CHECK.fault("GET", "/runs", query, headers(SIGNATURE), new byte[] {1}, NOW))
                .isPresent();
        assertThat(CHECK.fault("GET", "/runs", query, headers(SIGNATURE), new byte[0], NOW.plusSeconds(301)))
                .get()
                .asString()
                .startsWith("Signature expired");
    }
}
