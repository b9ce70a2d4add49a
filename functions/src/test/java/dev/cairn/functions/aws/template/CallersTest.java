package dev.cairn.functions.aws.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.core.json.Json;
import dev.cairn.functions.api.ApiHandler;
import dev.cairn.functions.api.http.Caller;
import dev.cairn.functions.api.http.Route;
import dev.cairn.functions.aws.testing.TemplateFile;
import dev.cairn.functions.handler.FunctionsRig;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who may call the API: whom the authorizer lets in, on every route but those of a signed link. */
class CallersTest {
    private static final String DEFAULT = "$default";

    private final JsonNode template = TemplateFile.tree();

    private final Map<String, Route> answered = new ApiHandler(
                    new FunctionsRig().services, request -> new Caller(FunctionsRig.RUN.tenant(), "tester"))
            .routes().stream()
                    .collect(Collectors.toMap(route -> route.method() + " " + route.template(), Function.identity()));

    private final Map<String, JsonNode> deployed = TemplateFile.all("AWS::ApiGatewayV2::Route").values().stream()
            .collect(Collectors.toMap(route -> route.path("RouteKey").stringValue(), Function.identity()));

    private boolean isOpen(String key) {
        return !key.equals(DEFAULT) && requireNonNull(answered.get(key)).answering() instanceof Route.Open;
    }

    @Test
    void routes_shouldBeThoseThatAreAnswered_andOneForEverythingElse() {
        assertThat(deployed.keySet())
                .contains(DEFAULT)
                .filteredOn(key -> !key.equals(DEFAULT))
                .containsExactlyInAnyOrderElementsOf(answered.keySet());
        assertThat(deployed.values())
                .extracting(route -> route.path("Target").asString(""))
                .containsOnly("integrations/${ApiIntegration}");
    }

    @Test
    void everyRoute_shouldAskTheAuthorizer_unlessALinkAloneSaysWhoMay() {
        assertThat(deployed).allSatisfy((key, route) -> {
            if (isOpen(key)) {
                assertThat(key).contains("/approve/{linkId}");
                assertThat(route.path("AuthorizationType").asString("")).isEqualTo("NONE");
                assertThat(route.has("AuthorizerId")).isFalse();
            } else {
                assertThat(route.path("AuthorizationType"))
                        .as(key)
                        .isEqualTo(Json.tree("[\"WithJwt\", \"JWT\", \"AWS_IAM\"]"));
                assertThat(route.path("AuthorizerId"))
                        .as(key)
                        .isEqualTo(Json.tree("[\"WithJwt\", \"ApiJwt\", \"AWS::NoValue\"]"));
            }
        });
    }

    @Test
    void parameter_shouldSayWhichAuthorizerItIs_signaturesUnlessSomebodyChooses() {
        assertThat(template.at("/Parameters/Auth/Default").asString("")).isEqualTo("IAM");
        assertThat(template.at("/Parameters/Auth/AllowedValues")).isEqualTo(Json.tree("[\"IAM\", \"JWT\"]"));
        assertThat(template.at("/Conditions/WithJwt")).isEqualTo(Json.tree("[\"Auth\", \"JWT\"]"));
    }

    @Test
    void bearerTokens_shouldBeOfTheIssuerAndForTheAudience_bothOfWhichMustBeNamed() {
        assertThat(TemplateFile.of("ApiJwt")).isEqualTo(Json.tree("""
                {"ApiId": "Api", "Name": "jwt", "AuthorizerType": "JWT",
                 "IdentitySource": ["$request.header.Authorization"],
                 "JwtConfiguration": {"Issuer": "JwtIssuer", "Audience": [",", "JwtAudience"]}}"""));
        assertThat(template.at("/Resources/ApiJwt/Condition").asString("")).isEqualTo("WithJwt");
        JsonNode rule = template.at("/Rules/JwtNeedsAnIssuer");
        assertThat(rule.path("RuleCondition")).isEqualTo(Json.tree("[\"Auth\", \"JWT\"]"));
        assertThat(rule.path("Assertions").values())
                .extracting(assertion -> assertion.path("Assert"))
                .containsExactly(Json.tree("[[\"JwtIssuer\", \"\"]]"), Json.tree("[[\"JwtAudience\", \"\"]]"));
    }

    @Test
    void function_shouldBeCalledByThisApiAlone() {
        assertThat(TemplateFile.all("AWS::Lambda::Permission").values())
                .singleElement()
                .isEqualTo(Json.tree("""
                        {"Action": "lambda:InvokeFunction", "FunctionName": "ApiFunction.Alias",
                         "Principal": "apigateway.amazonaws.com", "SourceArn":
                           "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*"}"""));
        assertThat(TemplateFile.of("ApiIntegration")
                        .at("/IntegrationUri/1/Function")
                        .asString(""))
                .isEqualTo("ApiFunction.Alias");
    }

    @Test
    void whatAnybodyMayAsk_shouldBeLimited_andItsSecretPathNotLogged() {
        JsonNode stage = TemplateFile.of("ApiStage");
        JsonNode usual = stage.path("DefaultRouteSettings");
        assertThat(usual.path("ThrottlingRateLimit").asInt(0)).isPositive();
        assertThat(deployed.keySet().stream().filter(this::isOpen).toList())
                .hasSize(2)
                .allSatisfy(key -> assertThat(List.of("ThrottlingRateLimit", "ThrottlingBurstLimit"))
                        .allSatisfy(limit -> assertThat(stage.path("RouteSettings")
                                        .path(key)
                                        .path(limit)
                                        .asInt(0))
                                .isPositive()
                                .isLessThan(usual.path(limit).asInt())));
        assertThat(stage.at("/AccessLogSettings/DestinationArn").asString("")).isEqualTo("ApiLogs.Arn");
        assertThat(stage.at("/AccessLogSettings/Format").asString(""))
                .contains("$context.routeKey")
                .doesNotContainIgnoringCase("path")
                .doesNotContain("$context.integration", "$context.authorizer");
    }
}
