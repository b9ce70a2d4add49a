package dev.cairn.functions.aws.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.error.StoreException;
import dev.cairn.core.error.StoreRefusedException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What the state machine is to try again, and what not: it tries again whatever is not refused. */
class AwsFaultsTest {
    private static final Act ACT = new Act("read the run r", "the table t", "dynamodb:GetItem", "arn");

    private static StoreException of(int status, String code) {
        return AwsFaults.of(
                ACT,
                DynamoDbException.builder()
                        .statusCode(status)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode(code)
                                .errorMessage("in its own words")
                                .build())
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "400, ValidationException",
        "400, SerializationException",
        "400, ItemCollectionSizeLimitExceededException",
        "403, AccessDeniedException",
        "404, NoSuchKey",
        "413, EntityTooLarge",
    })
    void whatIsRefusedForGood_shouldBeToldAsThat(int status, String code) {
        assertThat(of(status, code))
                .isInstanceOf(StoreRefusedException.class)
                .hasMessageContaining("Could not read the run r in the table t: ")
                .hasMessageContaining(code + ": in its own words")
                .hasMessageNotContaining("try again");
    }

    @ParameterizedTest
    @CsvSource({
        "400, ProvisionedThroughputExceededException",
        "400, ThrottlingException",
        "400, TransactionInProgressException",
        "400, TransactionConflictException",
        "400, RequestTimeout",
        "400, ExecutionLimitExceeded",
        "408, RequestTimeout",
        "409, OperationAborted",
        "429, TooManyRequests",
        "500, InternalServerError",
        "503, SlowDown",
    })
    void whatMayPass_shouldBeTriedAgain(int status, String code) {
        assertThat(of(status, code))
                .isNotInstanceOf(StoreRefusedException.class)
                .hasMessageContaining(code)
                .hasMessageMatching("(?is).*try again.*");
    }
}
