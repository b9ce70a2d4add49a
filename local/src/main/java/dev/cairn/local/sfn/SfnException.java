package dev.cairn.local.sfn;

import static java.util.Objects.requireNonNull;

/** A request that cannot be served, with the code that AWS answers it with. */
public final class SfnException extends RuntimeException {
    private final String code;

    /**
     * @param code    what AWS calls it, for example ExecutionDoesNotExist
     * @param message what is wrong, with the name or ARN it is about
     */
    public SfnException(String code, String message) {
        super(requireNonNull(message, "message is null"));
        this.code = requireNonNull(code, "code is null");
    }

    /** What AWS calls it, for example ExecutionDoesNotExist. */
    public String code() {
        return code;
    }

    static SfnException invalidArn(String why) {
        return new SfnException("InvalidArn", "Invalid Arn: '" + why + "'");
    }

    static SfnException noStateMachine(String arn) {
        return new SfnException("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
    }

    static SfnException noExecution(String arn) {
        return new SfnException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
    }

    static SfnException invalidName(String name) {
        return new SfnException(
                "InvalidName",
                "Invalid Name: '" + name + "'; a name has 1 to 80 characters, without white space, wildcards, brackets"
                        + " and \" # % \\ ^ | ~ ` $ & , ; : /");
    }

    static SfnException invalidInput(String why) {
        return new SfnException("InvalidExecutionInput", "Invalid State Machine Execution Input: '" + why + "'");
    }

    static SfnException invalidOutput(String why) {
        return new SfnException("InvalidOutput", "Invalid Output: '" + why + "'");
    }

    static SfnException invalidToken() {
        return new SfnException("InvalidToken", "Invalid Token: 'Invalid token'");
    }

    static SfnException validation(String why) {
        return new SfnException("ValidationException", "1 validation error detected: " + why);
    }
}
