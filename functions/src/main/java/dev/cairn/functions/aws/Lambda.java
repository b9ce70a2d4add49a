package dev.cairn.functions.aws;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.cairn.core.error.InvalidInputException;
import dev.cairn.functions.Services;
import dev.cairn.functions.api.ApiHandler;
import dev.cairn.functions.api.http.AuthorizedCaller;
import dev.cairn.functions.aws.client.Once;
import dev.cairn.functions.aws.deployment.CloudServices;
import dev.cairn.functions.aws.deployment.Deployment;
import dev.cairn.functions.aws.deployment.Priming;
import dev.cairn.functions.handler.Functions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What the template names as handlers. Lambda makes one of it for an execution environment, from the variables that the
 * template sets, and calls the method of the function that it is.
 */
public final class Lambda {
    private final Map<String, RequestStreamHandler> functions;
    private final Once<ApiHandler> api;
    private final Priming priming;
    private final Consumer<String> lines;

    /** @throws InvalidInputException naming every variable that is missing or wrong */
    public Lambda() {
        this(System.getenv(), System.out::println);
    }

    /** @param lines takes what the functions log as JSON, each a line */
    Lambda(Map<String, String> variables, Consumer<String> lines) {
        this.lines = requireNonNull(lines, "lines is null");
        Deployment deployment =
                Deployment.of(variables).with(TimeLimits.patience(variables.getOrDefault("_HANDLER", "")));
        Services services = CloudServices.of(deployment, variables);
        functions = Functions.of(services, deployment.consoleTenant());
        // The many routes are nothing that a step should have to load.
        api = new Once<>(() -> new ApiHandler(services, new AuthorizedCaller(deployment.tenantClaim())));
        priming = Priming.registered(services, api);
    }

    public void open(InputStream in, OutputStream out, Context context) throws IOException {
        call("OpenFunction", in, out, context);
    }

    public void plan(InputStream in, OutputStream out, Context context) throws IOException {
        call("PlanFunction", in, out, context);
    }

    public void awaitPerson(InputStream in, OutputStream out, Context context) throws IOException {
        call("AwaitPersonFunction", in, out, context);
    }

    public void settle(InputStream in, OutputStream out, Context context) throws IOException {
        call("SettleFunction", in, out, context);
    }

    public void evaluateProgress(InputStream in, OutputStream out, Context context) throws IOException {
        call("EvaluateProgressFunction", in, out, context);
    }

    public void agentTurn(InputStream in, OutputStream out, Context context) throws IOException {
        call("AgentTurnFunction", in, out, context);
    }

    public void replan(InputStream in, OutputStream out, Context context) throws IOException {
        call("ReplanFunction", in, out, context);
    }

    public void answer(InputStream in, OutputStream out, Context context) throws IOException {
        call("AnswerFunction", in, out, context);
    }

    public void handover(InputStream in, OutputStream out, Context context) throws IOException {
        call("HandoverFunction", in, out, context);
    }

    public void recordFailure(InputStream in, OutputStream out, Context context) throws IOException {
        call("RecordFailureFunction", in, out, context);
    }

    public void reconcile(InputStream in, OutputStream out, Context context) throws IOException {
        call("ReconcileFunction", in, out, context);
    }

    public void api(InputStream in, OutputStream out, Context context) throws IOException {
        api.get().handleRequest(in, out, new LinesAsTheyAre(context, lines));
    }

    private void call(String name, InputStream in, OutputStream out, Context context) throws IOException {
        RequestStreamHandler function = functions.get(name);
        if (function == null) {
            throw new IllegalStateException("there is no function " + name);
        }
        function.handleRequest(in, out, new LinesAsTheyAre(context, lines));
    }

    /** What SnapStart calls before it takes its picture; held here, for the context holds it weakly. */
    Priming priming() {
        return priming;
    }
}
