package dev.cairn.local.sfn;

import java.util.regex.Pattern;

/** The names of things. The account is a placeholder: nothing here belongs to one. */
final class Arns {
    static final String REGION = "us-east-1";
    private static final String PREFIX = "arn:aws:states:" + REGION + ":123456789012:";

    /** AWS's rule: no white space, wildcards, brackets, control characters or these signs. */
    private static final Pattern NAME =
            Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}\\uFFFE\\uFFFF]{1,80}");

    private Arns() {}

    static String stateMachine(String name) {
        return PREFIX + "stateMachine:" + name;
    }

    static String execution(String stateMachineName, String name) {
        return PREFIX + "execution:" + stateMachineName + ":" + name;
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
     * @throws SfnException InvalidArn, if it is not the ARN of anything
     */
    static String checked(String arn) {
        if (!arn.startsWith("arn:")) {
            throw SfnException.invalidArn(arn);
        }
        return arn;
    }
}
