package dev.cairn.functions.aws.client;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.error.StoreRefusedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says for a person what AWS refused or did not answer, and what to do about it. */
public final class AwsFaults {
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int SERVER_ERROR = 500;
    private static final int SLOW_DOWN = 503;

    /** Conflicts, time-outs and too many requests are over at some time; what else is refused stays so. */
    private static final Set<Integer> MAY_PASS = Set.of(408, 409, 425, 429);

    /** Of those that come with another status. */
    private static final Set<String> PASSING = Set.of(
            "BadDigest",
            "ConcurrentModificationException",
            "ExecutionLimitExceeded",
            "IncompleteBody",
            "ReplicatedWriteConflictException",
            "RequestTimeout",
            "RequestTimeoutException",
            "TransactionConflictException");

    private static final Set<String> WHO = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "IncompleteSignature",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "InvalidToken",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "RequestExpired",
            "RequestTimeTooSkewed",
            "SignatureDoesNotMatch",
            "TokenRefreshRequired",
            "UnrecognizedClientException");

    private static final Set<String> WHERE =
            Set.of("AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "PermanentRedirect", "301");

    private AwsFaults() {}

    public static StoreException of(Act act, SdkException cause) {
        return cause instanceof AwsServiceException answer ? answered(act, answer) : unanswered(act, cause);
    }

    /** One that no retry mends, in words that follow "could not do this in that: ". */
    public static StoreRefusedException refused(Act act, String why, SdkException cause) {
        return new StoreRefusedException(head(act) + why, cause);
    }

    /** One whose attempts had no answer before one was refused by a condition, which may be their own doing. */
    public static StoreException unknown(Act act, SdkException cause) {
        return new StoreException(
                head(act) + "an attempt was not answered, and now the condition does not hold any more, which may be"
                        + " that attempt's own doing. Read back to know.",
                cause);
    }

    private static StoreException answered(Act act, AwsServiceException cause) {
        String code = code(cause);
        if (aboutKms(code, cause)) {
            return refused(
                    act,
                    "KMS refused the key that it is encrypted with (" + said(cause)
                            + "). See that the key is enabled, and allow it with the policy statement {\"Effect\": \"Allow\","
                            + " \"Action\": [\"kms:GenerateDataKey\", \"kms:Decrypt\"], \"Resource\": <the key's ARN>}.",
                    cause);
        }
        if (WHO.contains(code)) {
            return refused(
                    act,
                    "AWS does not accept the credentials (" + code + "). Check AWS_PROFILE, or the access key and its"
                            + " session, and the clock of this machine.",
                    cause);
        }
        if (WHERE.contains(code) || cause.statusCode() == 301) {
            return refused(
                    act,
                    "it is in another region (" + said(cause) + "). Set AWS_REGION to the one that it is in.",
                    cause);
        }
        if (code.startsWith("AccessDenied") || cause.statusCode() == FORBIDDEN) {
            return refused(act, denied(act, cause), cause);
        }
        if (cause.isThrottlingException() || cause.statusCode() == SLOW_DOWN) {
            return new StoreException(
                    head(act) + "AWS asks for fewer requests (" + code + "), also at " + attempts(cause)
                            + ". Try again later, or with fewer runs at once.",
                    cause);
        }
        if (cause.statusCode() >= SERVER_ERROR) {
            return new StoreException(
                    head(act) + "AWS failed (" + cause.statusCode() + " " + code + ", request " + cause.requestId()
                            + "), also at " + attempts(cause) + ". Whether it was done is not known; try again.",
                    cause);
        }
        if (MAY_PASS.contains(cause.statusCode()) || PASSING.contains(code) || cause.statusCode() < BAD_REQUEST) {
            return new StoreException(head(act) + "AWS did not take it now (" + said(cause) + "). Try again.", cause);
        }
        return refused(act, "AWS refused it (" + said(cause) + "). No retry helps; mend that first.", cause);
    }

    private static String denied(Act act, AwsServiceException cause) {
        return "access is denied (" + said(cause) + "). Allow it with the policy statement " + act.statement() + ".";
    }

    private static boolean aboutKms(String code, AwsServiceException cause) {
        return code.startsWith("KMS.") || code.startsWith("KMS") || said(cause).contains("kms:");
    }

    private static StoreException unanswered(Act act, SdkException cause) {
        String said = String.valueOf(cause.getMessage());
        if (said.contains("Unable to load credentials")) {
            return refused(
                    act,
                    "there are no AWS credentials. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
                    cause);
        }
        if (has(cause, UnknownHostException.class)
                || has(cause, ConnectException.class)
                || has(cause, NoRouteToHostException.class)) {
            return new StoreException(
                    head(act) + "AWS cannot be reached, also at " + attempts(cause)
                            + ". Check the network, AWS_REGION and AWS_ENDPOINT_URL, then try again.",
                    cause);
        }
        if (cause instanceof ApiCallTimeoutException
                || cause instanceof ApiCallAttemptTimeoutException
                || has(cause, SocketTimeoutException.class)) {
            return new StoreException(
                    head(act) + "AWS did not answer in time, also at " + attempts(cause)
                            + ". Whether it was done is not known; read back or try again.",
                    cause);
        }
        if (cause instanceof AbortedException) {
            return new StoreException(
                    head(act) + "it was interrupted. Whether it was done is not known; read back or try again.", cause);
        }
        return new StoreException(
                head(act) + "there was no answer (" + said
                        + "). Whether it was done is not known; read back or try again.",
                cause);
    }

    private static String head(Act act) {
        return "Could not " + act.doing() + " in " + act.resource() + ": ";
    }

    private static String attempts(SdkException cause) {
        Integer attempts = cause.numAttempts();
        return attempts == null || attempts < 2 ? "the only attempt" : "the last of " + attempts + " attempts";
    }

    private static String code(AwsServiceException cause) {
        String code =
                cause.awsErrorDetails() == null ? null : cause.awsErrorDetails().errorCode();
        return code == null ? "status " + cause.statusCode() : code;
    }

    /** In the service's own words, without the SDK's. */
    private static String said(AwsServiceException cause) {
        String said =
                cause.awsErrorDetails() == null ? null : cause.awsErrorDetails().errorMessage();
        return said == null || said.isBlank() ? code(cause) : code(cause) + ": " + said;
    }

    private static boolean has(@Nullable Throwable cause, Class<? extends Throwable> type) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }
}
