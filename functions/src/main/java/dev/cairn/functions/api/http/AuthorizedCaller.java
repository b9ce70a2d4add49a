package dev.cairn.functions.api.http;

import dev.cairn.core.run.TenantId;
import dev.cairn.functions.api.problem.Problem;
import dev.cairn.functions.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Who calls, of what API Gateway's authorizer found out and of nothing that the caller can send. Signed with IAM, the
 * tenant is the caller's account; with a JWT it is a claim of it.
 *
 * @param tenantClaim the claim that names the tenant
 */
public record AuthorizedCaller(String tenantClaim) implements Function<Request, Caller> {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /** A path and a name of IAM, and the name of a session, have some 700 characters together; what says who is kept. */
    private static final int LONGEST_NAME = 2_048;

    @Override
    public Caller apply(Request request) {
        JsonNode iam = request.authorizer().path("iam");
        if (iam.isObject()) {
            return caller(iam.path("accountId"), "account", iam.path("userArn"), "userArn");
        }
        JsonNode claims = request.authorizer().path("jwt").path("claims");
        if (claims.isObject()) {
            return caller(claims.path(tenantClaim), "claim " + tenantClaim, claims.path("sub"), "claim sub");
        }
        throw refused("No authorizer vouches for the caller. Sign the request (SigV4, service execute-api) or send a"
                + " bearer token, whichever the deployment asks for.");
    }

    private static Caller caller(JsonNode tenant, String tenantName, JsonNode who, String whoName) {
        String id = tenant.asString("");
        if (!ID.matcher(id).matches()) {
            throw refused("The caller's " + tenantName + " must name a tenant (1 to 64 letters, digits, - and _), and "
                    + (id.isEmpty() ? "is missing" : "does not") + ".");
        }
        String by = who.asString("");
        if (by.isBlank() || by.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            throw refused("The caller's " + whoName + " must say who calls, in at most " + LONGEST_NAME
                    + " bytes, and does not.");
        }
        return new Caller(new TenantId(id), by);
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(Problem.of(Problem.Kind.FORBIDDEN, detail));
    }
}
