package dev.cairn.functions.approval;

import dev.cairn.core.error.InvalidInputException;
import dev.cairn.core.json.Digest;
import dev.cairn.core.run.RequestId;
import dev.cairn.core.run.RunId;
import dev.cairn.core.run.RunKey;
import dev.cairn.core.run.TenantId;
import dev.cairn.functions.secret.DerivedKey;
import dev.cairn.functions.secret.InstallationSecret;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;

/**
 * Writes links as ids and reads them back: everything stands in the id, signed with HMAC-SHA256 under a key of its own.
 * Nothing is stored for a link, so that nobody can list them. An id has at most {@link #LONGEST} letters, digits, '-'
 * and '_', and holds 128 random bits, so that two links to one request differ.
 */
public final class ApprovalLinks {
    /** Of an id whose three ids are as long as they may be. */
    public static final int LONGEST = 379;

    private static final byte VERSION = 1;
    private static final String MAC = "HmacSHA256";
    private static final int MAC_BYTES = 32;
    private static final int RANDOM_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int FINGERPRINT = 16;

    private final DerivedKey key;
    private final SecureRandom random = new SecureRandom();

    public ApprovalLinks(Supplier<InstallationSecret> secret) {
        this.key = new DerivedKey(secret, "approval link v1", MAC);
    }

    /** An id for the link; another one every time. */
    public String write(ApprovalLink link) {
        byte[] tenant = ascii(link.run().tenant().value());
        byte[] run = ascii(link.run().runId().value());
        byte[] request = ascii(link.requestId().value());
        byte[] noise = new byte[RANDOM_BYTES];
        random.nextBytes(noise);
        byte[] signed = ByteBuffer.allocate(
                        1 + Long.BYTES + RANDOM_BYTES + HASH_BYTES + 3 + tenant.length + run.length + request.length)
                .put(VERSION)
                .putLong(link.expiresAt().getEpochSecond())
                .put(noise)
                .put(HexFormat.of().parseHex(link.asked()))
                .put((byte) tenant.length)
                .put(tenant)
                .put((byte) run.length)
                .put(run)
                .put((byte) request.length)
                .put(request)
                .array();
        byte[] whole = Arrays.copyOf(signed, signed.length + MAC_BYTES);
        System.arraycopy(mac(signed), 0, whole, signed.length, MAC_BYTES);
        return text(whole);
    }

    /** The link of an id; empty if we did not write exactly this id. Whether its time has passed is not looked at. */
    public Optional<ApprovalLink> read(String id) {
        if (id.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] whole;
        try {
            whole = Base64.getUrlDecoder().decode(id);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
        // Bits at the end that no byte takes up could be turned without being seen by the signature.
        if (whole.length <= MAC_BYTES || !text(whole).equals(id)) {
            return Optional.empty();
        }
        byte[] signed = Arrays.copyOf(whole, whole.length - MAC_BYTES);
        byte[] given = Arrays.copyOfRange(whole, signed.length, whole.length);
        return MessageDigest.isEqual(mac(signed), given) ? parse(ByteBuffer.wrap(signed)) : Optional.empty();
    }

    private static Optional<ApprovalLink> parse(ByteBuffer signed) {
        try {
            if (signed.get() != VERSION) {
                return Optional.empty();
            }
            Instant expiresAt = Instant.ofEpochSecond(signed.getLong());
            signed.get(new byte[RANDOM_BYTES]);
            byte[] asked = new byte[HASH_BYTES];
            signed.get(asked);
            TenantId tenant = new TenantId(part(signed));
            RunId run = new RunId(part(signed));
            RequestId request = new RequestId(part(signed));
            return signed.hasRemaining()
                    ? Optional.empty()
                    : Optional.of(new ApprovalLink(
                            new RunKey(tenant, run), request, HexFormat.of().formatHex(asked), expiresAt));
        } catch (BufferUnderflowException | InvalidInputException ofAnotherRelease) {
            return Optional.empty();
        }
    }

    /** Names a link in audit items and records without giving it away. */
    public static String fingerprint(String id) {
        return Digest.hex(id).substring(0, FINGERPRINT);
    }

    private static String part(ByteBuffer signed) {
        byte[] part = new byte[signed.get()];
        signed.get(part);
        return new String(part, StandardCharsets.US_ASCII);
    }

    private static byte[] ascii(String id) {
        return id.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] whole) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    }

    private byte[] mac(byte[] signed) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key.get());
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK cannot sign with " + MAC, e);
        }
    }
}
