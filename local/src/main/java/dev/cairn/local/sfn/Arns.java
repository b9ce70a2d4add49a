package dev.cairn.local.sfn;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of things. The account is a placeholder: nothing here belongs to one. */
final class Arns {
    static final String REGION = "us-east-1";
    static final String STATE_MACHINE = "stateMachine";
    static final String EXECUTION = "execution";
    private static final String PREFIX = "arn:aws:states:" + REGION + ":123456789012:";

    /** AWS's rule: no white space, wildcards, brackets, control characters or these signs. */
    private static final Pattern NAME =
            Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}\\uFFFE\\uFFFF]{1,80}");

    private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:states:[^:]+:[^:]+:([^:]+):.+", Pattern.DOTALL);

    private Arns() {}

    static String stateMachine(String name) {
        return PREFIX + STATE_MACHINE + ":" + name;
    }

    static String execution(String stateMachineName, String name) {
        return PREFIX + EXECUTION + ":" + stateMachineName + ":" + name;
    }

    /**
     * @throws SfnException InvalidName
     */
    static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw SfnException.invalidName(name);
        }
        return name;
    }

    /**
     * @param resource what it is to be the ARN of
     * @throws SfnException InvalidArn, if it is the ARN of nothing or of something else
     */
    static String checked(String arn, String resource) {
        Matcher parts = ARN.matcher(arn);
        if (!parts.matches()) {
            throw SfnException.invalidArn("Invalid ARN prefix: " + arn);
        }
        if (!parts.group(1).equals(resource)) {
            throw SfnException.invalidArn("Resource type not valid in this context: " + parts.group(1));
        }
        return arn;
    }
}
